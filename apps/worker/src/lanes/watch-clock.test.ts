import { closeLanes, openLanes } from '@disparo/core/internal/queue'
import { openRedis } from '@disparo/core/internal/redis'
import fc from 'fast-check'
import { pino } from 'pino'
import { expect, inject, onTestFinished, test } from 'vitest'
import { setBackMs, startClockWatch } from './watch-clock.js'

const hour = 3_600_000

test('a clock is taken to be set back by no more than it was, and only where that is sure', () => {
  const delay = fc.nat({ max: 5_000 })
  const offset = fc.integer({ min: -hour, max: hour })
  fc.assert(
    fc.property(offset, offset, delay, delay, delay, delay, (before, after, a, b, c, d) => {
      const first = { requestedAt: 0, clockMs: a + before, observedAt: a + b }
      const second = { requestedAt: 10_000, clockMs: 10_000 + c + after, observedAt: 10_000 + c + d }
      const ms = setBackMs(first, second)
      expect(ms).toBeLessThanOrEqual(Math.max(0, before - after))
      if (before - after > b + c + 1_000) expect(ms).toBeGreaterThan(0)
    }),
  )
})

test("a lane's rest ends when Redis's clock is set back, and not before", async () => {
  const name = 'watch-clock'
  const redis = openRedis(inject('redisUrl'), 'worker')
  const lanes = openLanes(redis, { name })
  const lines: Record<string, unknown>[] = []
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  let ahead = hour
  let looks = 0
  const clock = async () => {
    looks += 1
    return Date.now() + ahead
  }
  const watch = startClockWatch({ clock, lanes, log, everyMs: 10 })
  onTestFinished(async () => {
    await watch.stop()
    await Promise.all(Object.values(lanes).map((lane) => lane.removeRateLimitKey()))
    await closeLanes(lanes)
    redis.disconnect()
  })
  const resting = async () =>
    (await Promise.all(Object.values(lanes).map((lane) => lane.getRateLimitTtl(1)))).map((ms) => ms > 0)

  await Promise.all(Object.values(lanes).map((lane) => lane.rateLimit(2 * hour)))
  await expect.poll(() => looks).toBeGreaterThan(2)
  expect(await resting()).toEqual([true, true])
  ahead = 0
  await expect.poll(resting).toEqual([false, false])
  expect(lines).toMatchObject([{ event: 'redis:clock-rolled-back', level: 40 }])
  expect(Math.abs(Number(lines[0]?.ms) - hour)).toBeLessThan(60_000)
})
