import { describe, expect, it } from 'vitest'
import { type Timeline, timelineOf } from './timeline.js'

const arrivedAt = 1_700_000_000_000
/** After so long nothing changes any more, at time scale 1. */
const settledWithinMs = 11_000 + 6 * 3_600_000
const real = { seed: 1, timeScale: 1 }
const messages = Array.from({ length: 5_000 }, (_, index) => ({ n: index + 1, arrivedAt }))

describe('the timeline of a message', () => {
  it('is the same every time it is asked for, and another for another message or seed', () => {
    const [first, second] = messages.map((message) => timelineOf(message, real))
    expect(timelineOf({ n: 1, arrivedAt }, real)).toEqual(first)
    expect(second).not.toEqual(first)
    expect(timelineOf({ n: 1, arrivedAt }, { ...real, seed: 2 })).not.toEqual(first)
  })

  it('goes through its moments in order, and is sent within a second', () => {
    for (const message of messages) {
      const timeline = timelineOf(message, real)
      const moments = momentsOf(timeline)
      expect(moments).toEqual([...moments].sort((left, right) => left - right))
      expect(timeline.sentAt - arrivedAt).toBeLessThanOrEqual(1_000)
      if (timeline.readAt !== undefined) expect(timeline.receivedAt).toBeDefined()
    }
  })

  it('has most received within seconds and read within hours, and some never', () => {
    const timelines = messages.map((message) => timelineOf(message, real))
    const received = timelines.filter((timeline) => timeline.receivedAt !== undefined)
    const read = timelines.filter((timeline) => timeline.readAt !== undefined)
    expect(received.length / messages.length).toBeCloseTo(0.95, 1)
    expect(read.length / received.length).toBeCloseTo(0.75, 1)
    for (const { receivedAt } of received) expect(receivedAt).toBeLessThan(arrivedAt + 11_001)
    for (const { readAt } of read) expect(readAt).toBeLessThan(arrivedAt + settledWithinMs)
  })

  it('is over within 22 seconds at a time scale of 1,000, the last reads included', () => {
    const fast = messages.map((message) => timelineOf(message, { ...real, timeScale: 1_000 }))
    const ends = fast.map((timeline) => Math.max(...momentsOf(timeline)) - arrivedAt)
    expect(Math.max(...ends)).toBeLessThan(22_000)
    expect(Math.max(...ends)).toBeGreaterThan(15_000)
  })

  it('ends in failure for as many as the share says, and changes for no other', () => {
    const failing = { ...real, failureShare: 0.2 }
    const failed = messages.filter((message) => timelineOf(message, failing).failedAt !== undefined)
    expect(failed.length / messages.length).toBeCloseTo(0.2, 1)
    for (const message of messages) {
      const { failedAt, sentAt, receivedAt, ...rest } = timelineOf(message, failing)
      if (failedAt === undefined) {
        expect({ ...rest, sentAt, receivedAt }).toEqual(timelineOf(message, real))
      } else {
        expect([receivedAt, rest.readAt]).toEqual([undefined, undefined])
        expect(failedAt).toBeGreaterThan(sentAt)
      }
    }
  })

  it('is as many times faster as the time scale says', () => {
    for (const message of messages.slice(0, 100)) {
      const slow = momentsOf(timelineOf(message, real))
      const fast = momentsOf(timelineOf(message, { ...real, timeScale: 100 }))
      expect(fast).toHaveLength(slow.length)
      fast.forEach((moment, index) => {
        expect((moment - arrivedAt) * 100).toBeCloseTo((slow[index] ?? 0) - arrivedAt, -1)
      })
    }
  })
})

function momentsOf({ dispatchedAt, sentAt, receivedAt, readAt }: Timeline): number[] {
  return [dispatchedAt, sentAt, receivedAt, readAt].filter((moment) => moment !== undefined)
}
