import { expect, test } from 'vitest'
import { figuresOf, share } from './batch-figures.js'

test('each step of the way counts those that went further, and every message is counted once', () => {
  const counts = {
    ...{ enqueued: 1, sending: 2, unknown: 3, accepted: 4, sent: 5, received: 6, read: 7 },
    ...{ rejected: 8, failed: 9, expired: 10, cancelled: 11, suppressed: 12 },
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const figures = figuresOf({ counts, total })
  expect(figures).toMatchObject({ accepted: 22, sent: 18, received: 13, read: 7, failed: 27, waiting: 3 })
  const { accepted, failed, cancelled, suppressed, inDoubt, waiting } = figures
  expect(accepted + failed + cancelled + suppressed + inDoubt + waiting).toBe(total)
  expect(share(0, 0)).toBe(0)
})
