import { describe, expect, it } from 'vitest'
import { capacityFor } from './queue-capacity.js'

const healthy = { failuresInRow: 0 }
const room = (input: Partial<Parameters<typeof capacityFor>[0]>) =>
  capacityFor({ standing: healthy, now: 1_000, mostJobs: 100_000, wasFull: false, ...input })

describe('the room of the queue of callbacks', () => {
  it('is a round of them, as long as few wait', () => {
    expect(room({})).toMatchObject({ count: 100, isProbe: false, isFull: false })
    expect(room({ waiting: 940, active: 50 })).toMatchObject({ count: 10 })
    expect(room({ waiting: 5_000 })).toMatchObject({ count: 0 })
    expect(room({ delayed: 99_970 })).toMatchObject({ count: 30 })
  })

  it('is for one, when nothing else waits, once the pause of an open breaker is over', () => {
    const standing = { failuresInRow: 5, restUntil: 1_000 }
    expect(room({ standing })).toMatchObject({ count: 1, isProbe: true })
    expect(room({ standing, delayed: 100_000 })).toMatchObject({ count: 1, isProbe: true, isFull: true })
    expect(room({ standing, active: 1 })).toMatchObject({ count: 0, isProbe: true })
    expect(room({ standing, now: 999 })).toMatchObject({ count: 0, isProbe: true })
  })

  it('is for one while the queue is full of those that sleep, and for as many as get through', () => {
    expect(room({ delayed: 100_000, standing: { failuresInRow: 1 } })).toMatchObject({
      count: 1,
      isProbe: true,
    })
    expect(room({ delayed: 100_000 })).toMatchObject({ count: 100, isProbe: false, isFull: true })
    expect(room({ delayed: 100_000, waiting: 1 })).toMatchObject({ count: 0, isProbe: true })
  })

  it('is full until the queue has shrunk by a tenth', () => {
    expect(room({ delayed: 95_000, wasFull: true })).toMatchObject({ isFull: true })
    expect(room({ delayed: 89_000, wasFull: true })).toMatchObject({ isFull: false, count: 100 })
  })
})
