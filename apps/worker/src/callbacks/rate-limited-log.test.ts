import { expect, it } from 'vitest'
import { rateLimitedLog } from './rate-limited-log.js'

it('writes twenty lines at once and twenty a minute after that, and how many were left out', () => {
  let now = 0
  const lines: object[] = []
  const write = (line: object) => void lines.push(line)
  const say = rateLimitedLog({ info: write, warn: write } as never, () => now)
  for (let n = 0; n < 1_000; n++) say('info', { event: 'callback:failed', n })
  expect(lines).toHaveLength(20)
  for (now = 0; now < 60_000; now += 1_500) say('warn', { event: 'callback:exhausted', now })
  expect(lines).toHaveLength(39)
  expect(lines[20]).toMatchObject({ now: 3_000, leftOut: 982 })
  now = 600_000
  for (let n = 0; n < 50; n++) say('info', { event: 'callback:failed', n })
  expect(lines).toHaveLength(59)
})
