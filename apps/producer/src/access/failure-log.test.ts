import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFailureLog } from './failure-log.js'

const limit = { max: 3, windowMs: 1_000 }

test('a place waits after its last allowed failure, until the first leaves the window', () => {
  const log = createFailureLog(limit)
  for (const now of [0, 100, 200]) {
    expect(log.waitMs('here', now)).toBe(0)
    log.add('here', now)
  }
  expect(log.waitMs('here', 250)).toBe(750)
  expect(log.waitMs('there', 250)).toBe(0)
  expect(log.waitMs('here', 999)).toBe(1)
  expect(log.waitMs('here', 1_000)).toBe(0)
})

test('a failure that was none can be taken back, once', () => {
  const log = createFailureLog(limit)
  log.add('here', 0)
  log.add('here', 0)
  const takeBack = log.add('here', 0)
  expect(log.waitMs('here', 1)).toBe(999)
  takeBack()
  expect(log.waitMs('here', 1)).toBe(0)
})

test('whoever waits as told fails at most so often in any window', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 700 }), { maxLength: 60 }), (steps) => {
      const log = createFailureLog(limit)
      const failures: number[] = []
      let now = 0
      for (const step of steps) {
        now += step
        if (log.waitMs('here', now) > 0) continue
        log.add('here', now)
        failures.push(now)
      }
      for (const start of failures) {
        const inWindow = failures.filter((time) => time >= start && time < start + limit.windowMs)
        expect(inWindow.length).toBeLessThanOrEqual(limit.max)
      }
    }),
  )
})

test('places without end do not fill the memory: those that failed longest ago are forgotten', () => {
  const log = createFailureLog({ max: 1, windowMs: 1_000 })
  for (let place = 0; place <= 10_000; place += 1) log.add(`${place}`, 0)
  expect(log.waitMs('0', 1)).toBe(0)
  expect(log.waitMs('1', 1)).toBe(999)
})
