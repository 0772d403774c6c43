import { expect, test } from 'vitest'
import { createBodyBudget, smallBytes } from './body-budget.js'
import type { XmlRefusalError } from './refusal-error.js'

const largest = 10 * smallBytes

function statusOf(act: () => void): number | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    return (error as XmlRefusalError).status
  }
}

/** One body of the largest size, of which nobody knows whose it is. */
function fill(room: ReturnType<typeof createBodyBudget>, user?: string) {
  const share = room.open(largest)
  if (user) share.belongTo(user)
  return { share, status: statusOf(() => share.take(largest)) }
}

test('a body that says or shows that it is too large is refused with 413', () => {
  const room = createBodyBudget(largest)
  expect(statusOf(() => room.open(largest + 1))).toBe(413)
  const share = room.open(Number.NaN)
  share.take(largest)
  expect(statusOf(() => share.take(1))).toBe(413)
})

test('large bodies of nobody known keep their own kind out, and no small one and no user', () => {
  const room = createBodyBudget(largest)
  const held = Array.from({ length: 8 }, () => fill(room))
  expect(held.at(-1)?.status).toBe(503)
  expect(statusOf(() => room.open(0).take(smallBytes))).toBeUndefined()
  expect(fill(room, 'ana').status).toBeUndefined()
  for (const { share } of held) share.release()
  expect(fill(room).status).toBeUndefined()
})

test('what one user has keeps no other out', () => {
  const room = createBodyBudget(largest)
  const [first, second, third] = [fill(room, 'ana'), fill(room, 'ana'), fill(room, 'ana')]
  expect([first.status, second.status, third.status]).toEqual([undefined, undefined, 503])
  expect(fill(room, 'bia').status).toBeUndefined()
  third.share.release()
  second.share.release()
  expect(fill(room, 'ana').status).toBeUndefined()
})

test('a body becomes large once, and leaves the room of others when it is known whose it is', () => {
  const room = createBodyBudget(largest)
  const shares = Array.from({ length: 6 }, (_, number) => {
    const share = room.open(0)
    expect(share.becomesLarge(smallBytes)).toBe(false)
    expect(share.becomesLarge(smallBytes + 1)).toBe(true)
    share.take(largest)
    expect(share.becomesLarge(1)).toBe(false)
    share.belongTo(`user-${number}`)
    return share
  })
  expect(statusOf(() => shares[0]?.belongTo('user-1'))).toBeUndefined()
  expect(statusOf(() => shares[2]?.belongTo('user-1'))).toBe(503)
})
