import { expect, test } from 'vitest'
import { createBodyRoom } from './body-room.js'
import type { XmlRefusalError } from './refusal-error.js'

function statusOf(act: () => void): number | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    return (error as XmlRefusalError).status
  }
}

test('a body that says or shows that it is too large is refused with 413', () => {
  const room = createBodyRoom({ bytesEach: 10, bytesInAll: 100 })
  expect(statusOf(() => room.open(11))).toBe(413)
  const share = room.open(Number.NaN)
  share.take(10)
  expect(statusOf(() => share.take(1))).toBe(413)
})

test('what is held by all is bounded, and free again once it is released', () => {
  const room = createBodyRoom({ bytesEach: 10, bytesInAll: 15 })
  const [first, second] = [room.open(10), room.open(10)]
  first.take(10)
  second.take(5)
  expect(statusOf(() => second.take(1))).toBe(503)
  second.release()
  const third = room.open(5)
  third.take(5)
  expect(statusOf(() => third.take(1))).toBe(503)
  for (const share of [first, third, third]) share.release()
  const last = room.open(10)
  expect(statusOf(() => last.take(10))).toBeUndefined()
})

test('who only announces many bytes keeps nobody out', () => {
  const room = createBodyRoom({ bytesEach: 10, bytesInAll: 10 })
  for (let n = 0; n < 100; n++) room.open(10)
  expect(statusOf(() => room.open(10).take(10))).toBeUndefined()
})
