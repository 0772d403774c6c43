import { Redis } from 'ioredis'
import { afterAll, expect, inject, it } from 'vitest'
import { programShare, watchCommands } from './watch-commands.js'

const redis = new Redis(inject('redisUrl'))
afterAll(() => redis.disconnect())

it('keeps what programs ask apart from what their scripts call', async () => {
  const script = `for n = 1, 3 do redis.call('STRLEN', KEYS[1]) end`
  const watching = watchCommands([redis], 1_500)
  const asking = setInterval(() => {
    void redis.strlen('bench:{watched}')
    void redis.eval(script, 1, 'bench:{watched}')
  }, 20)
  const counts = await watching.finally(() => clearInterval(asking))
  expect(counts.byPrograms.get('strlen')).toBeGreaterThan(0)
  expect(counts.byScripts.get('strlen')).toBeGreaterThan(counts.byPrograms.get('strlen') ?? 0)
  expect(programShare(counts, 'strlen')).toBeGreaterThan(0)
  expect(programShare(counts, 'strlen')).toBeLessThan(0.5)
  expect(programShare(counts, 'never-called')).toBe(1)
})
