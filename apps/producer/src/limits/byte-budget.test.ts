import { expect, test } from 'vitest'
import { createByteBudget } from './byte-budget.js'

const refusal = { refusal: 'Come back later', retryAfterMs: 2_000 }
const tooBusy = expect.objectContaining({ code: 'TOO_BUSY', message: 'Come back later', retryAfterMs: 2_000 })

test('what one user has is bounded, and what all have; what is released is free again', () => {
  const room = createByteBudget({ bytesInAll: 15, bytesEach: 10, ...refusal })
  const [first, second, other] = [room.open('ana'), room.open('ana'), room.open('bia')]
  first.take(6)
  second.take(4)
  expect(() => second.take(1)).toThrow(tooBusy)
  second.release()
  other.take(9)
  expect(() => other.take(1)).toThrow(tooBusy)
  expect(() => room.open('caio').take(0)).not.toThrow()
  for (const share of [first, second, other, other]) share.release()
  const last = room.open('bia')
  last.take(10)
  expect(() => last.take(1)).toThrow(tooBusy)
})

test('who only announces many bytes keeps nobody out', () => {
  const room = createByteBudget({ bytesInAll: 10, bytesEach: 10, ...refusal })
  for (let n = 0; n < 100; n++) room.open('ana')
  expect(() => room.open('bia').take(10)).not.toThrow()
})
