import { randomUUID } from 'node:crypto'
import { afterAll, expect, inject, it } from 'vitest'
import { openPersons } from '../../persons/index.js'
import { accountKeys, openRedis } from '../../redis/index.js'
import { noSeal } from '../../seal/index.js'
import { addSuppressions, openSuppressionLists } from '../index.js'

/** Its memory is this file's alone. */
const redis = openRedis(`${inject('redisUrl')}/14`, 'worker')
const keys = accountKeys(`memory-${randomUUID().slice(0, 8)}`)
const persons = openPersons({ redis, keys, retentionMs: 1 })
const lists = openSuppressionLists({ redis, keys, seal: noSeal, persons, dataKeys: undefined })
afterAll(async () => {
  await redis.flushdb()
  redis.disconnect()
})

/** As many in each hash as of 1,000,000. */
const hashes = 64
const people = 61 * hashes

it('of a million suppressed people each takes at most 80 bytes', async () => {
  const marks = await persons.marks()
  const found: string[] = []
  const names = new Set<string>()
  for (let n = 0; found.length < people; n += 1) {
    const recipient = `55119${String(n).padStart(8, '0')}`
    const name = marks.of(recipient).slice(0, 2)
    if (names.size >= hashes / 4 && !names.has(name)) continue
    names.add(name)
    found.push(recipient)
  }
  const source = { reason: 'opt-out', import: 'i1', by: 'ana' } as const
  await addSuppressions(
    lists.own,
    found.map((recipient) => ({ recipient })),
    { source, covers: 'marketing' },
  )
  const known = (await redis.keys(`${keys.suppressed}*`)).filter((key) => /[0-3]$/.test(key))
  const bytes = await Promise.all(known.map((key) => redis.memory('USAGE', key, 'SAMPLES', 0)))
  const each = bytes.reduce<number>((sum, size) => sum + Number(size), 0) / people
  expect(each).toBeGreaterThan(15)
  expect(each).toBeLessThan(80)
  expect(await redis.object('ENCODING', known[0] ?? '')).toBe('listpack')
  process.stdout.write(`a suppression: ${each.toFixed(1)} bytes\n`)
})
