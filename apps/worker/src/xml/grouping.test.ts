import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Group, joinGroup, takeDue, type Waiting } from './grouping.js'

/** Somebody comes, some ms after what was before, or it is looked who is due. */
const step = fc.record({
  afterMs: fc.integer({ min: 0, max: 100 }),
  key: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
})
const settings = fc.record({
  max: fc.integer({ min: 1, max: 10 }),
  waitMs: fc.integer({ min: 0, max: 300 }),
})

interface Member {
  readonly n: number
  readonly key: string
  readonly cameAt: number
}

/** Replays steps; who is still there at the end leaves when their time has come. */
function replay(
  steps: readonly { readonly afterMs: number; readonly key: string | undefined }[],
  { max, waitMs }: { readonly max: number; readonly waitMs: number },
): { came: Member[]; left: { group: Group<Member>; at: number }[] } {
  let waiting: Waiting<Member> = new Map()
  let now = 0
  const came: Member[] = []
  const left: { group: Group<Member>; at: number }[] = []
  const leaveBy = (time: number) => {
    const taken = takeDue(waiting, time)
    waiting = taken.waiting
    left.push(...taken.due.map((group) => ({ group, at: group.dueAt })))
  }
  steps.forEach(({ afterMs, key }, n) => {
    now += afterMs
    leaveBy(now)
    if (key === undefined) return
    const member = { n, key, cameAt: now }
    came.push(member)
    const joined = joinGroup(waiting, { key, member, now }, { max, waitMs })
    waiting = joined.waiting
    if (joined.isComplete) left.push({ group: joined.group, at: now })
  })
  leaveBy(Number.POSITIVE_INFINITY)
  return { came, left }
}

describe('groups', () => {
  it('let everybody leave once, with their own kind, in the order of coming, never too many', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), settings, (steps, { max, waitMs }) => {
        const { came, left } = replay(steps, { max, waitMs })
        for (const { group } of left) {
          expect(group.members.length).toBeGreaterThan(0)
          expect(group.members.length).toBeLessThanOrEqual(max)
          expect(group.members.every(({ key }) => key === group.key)).toBe(true)
        }
        for (const kind of ['a', 'b', 'c']) {
          const ofKind = ({ key }: { readonly key: string }) => key === kind
          expect(
            left
              .map(({ group }) => group)
              .filter(ofKind)
              .flatMap(({ members }) => members),
          ).toEqual(came.filter(ofKind))
        }
      }),
    )
  })

  it('let nobody wait longer than they must', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), settings, (steps, limits) => {
        const { left } = replay(steps, limits)
        for (const { group, at } of left) {
          for (const { cameAt } of group.members) expect(at - cameAt).toBeLessThanOrEqual(limits.waitMs)
        }
      }),
    )
  })

  it('that are complete leave without waiting', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 100 }), (count, max) => {
        const steps = Array.from({ length: count }, () => ({ afterMs: 0, key: 'a' }))
        const { left } = replay(steps, { max, waitMs: 1_000 })
        expect(left).toHaveLength(Math.ceil(count / max))
        expect(left.filter(({ at }) => at === 0)).toHaveLength(Math.floor(count / max))
      }),
    )
  })
})
