import { expect, test } from 'vitest'
import { programSpeech } from '../words/index.js'
import { judgeRedis } from './judge-redis.js'
import { parseInfo, type RedisFacts } from './redis-facts.js'

const words = programSpeech.words.doctor

const gibibyte = 1024 ** 3
const sound: RedisFacts = {
  info: {
    redis_version: '7.0.15',
    role: 'master',
    aof_enabled: '1',
    aof_last_write_status: 'ok',
    aof_last_bgrewrite_status: 'ok',
    rdb_last_bgsave_status: 'ok',
    maxmemory_policy: 'noeviction',
    used_memory: String(gibibyte / 4),
    maxmemory: String(gibibyte),
    total_system_memory: String(4 * gibibyte),
  },
  appendfsync: 'always',
  hashMaxListpackValue: 512,
  skewMs: 3,
  latencyMs: 0.4,
}
const withInfo = (info: Record<string, string>) => ({ ...sound, info: { ...sound.info, ...info } })
const bad = (facts: RedisFacts) =>
  judgeRedis(facts, words).flatMap(({ check, level, change }) =>
    level === 'ok' ? [] : [{ check, level, change }],
  )

test('a Redis as docs/guarantees.md wants it has nothing wrong', () => {
  expect(bad(sound)).toEqual([])
})

test.each([
  ['5.0.14', 'fail'],
  ['6.0.20', 'fail'],
  ['6.2.14', 'warn'],
  ['unknown', 'fail'],
])('version %s is judged: %s', (redis_version, level) => {
  expect(bad(withInfo({ redis_version }))).toMatchObject([{ check: 'Redis version', level }])
})

test('Valkey is called by its own name and version', () => {
  const facts = withInfo({ redis_version: '7.2.4', server_name: 'valkey', valkey_version: '8.1.0' })
  expect(judgeRedis(facts, words)[0]).toEqual({ check: 'Redis version', level: 'ok', found: 'Valkey 8.1.0' })
})

test.each([
  ['no file', withInfo({ aof_enabled: '0' }), 'fail', 'Set appendonly yes and appendfsync always.'],
  ['a file that could not be written', withInfo({ aof_last_write_status: 'err' }), 'fail', /room/],
  ['a file that could not be rewritten', withInfo({ aof_last_bgrewrite_status: 'err' }), 'warn', /room/],
  ['everysec', { ...sound, appendfsync: 'everysec' }, 'warn', /appendfsync always/],
  ['no', { ...sound, appendfsync: 'no' }, 'fail', /appendfsync always/],
  ['nobody knows what', (({ appendfsync: _, ...rest }) => rest)(sound), 'warn', /appendfsync is always/],
])('persistence: %s', (_name, facts, level, change) => {
  expect(bad(facts)).toMatchObject([
    { check: 'Redis persistence', level, change: expect.stringMatching(change) },
  ])
})

test('a snapshot that failed, eviction and a replica are failures', () => {
  const facts = withInfo({ rdb_last_bgsave_status: 'err', maxmemory_policy: 'allkeys-lru', role: 'slave' })
  expect(bad(facts).map(({ check, level }) => [check, level])).toEqual([
    ['Redis role', 'fail'],
    ['Redis snapshots', 'fail'],
    ['Redis eviction', 'fail'],
  ])
})

test.each([
  [{ used_memory: String(0.7 * gibibyte) }, []],
  [{ used_memory: String(0.8 * gibibyte) }, ['warn']],
  [{ used_memory: String(0.95 * gibibyte) }, ['fail']],
  [{ used_memory: String(0.1 * gibibyte), maxmemory: '0' }, ['warn']],
])('memory %j is judged %j', (info, levels) => {
  expect(bad(withInfo(info)).map(({ level }) => level)).toEqual(levels)
})

test('where none is left it says OOM, as Redis itself judges', () => {
  const memory = (used: number, uncounted: number) =>
    judgeRedis(
      withInfo({
        used_memory: String(used * gibibyte),
        mem_not_counted_for_evict: String(uncounted * gibibyte),
      }),
      words,
    ).find(({ check }) => check === 'Redis memory')
  expect(memory(1.1, 0)).toMatchObject({ level: 'fail', found: expect.stringContaining('(OOM)') })
  expect(memory(1.1, 0.2)?.found).not.toContain('OOM')
})

test("without a maxmemory it says to set one, and names the machine's memory once half of it is used", () => {
  const without = (gibibytes: number) =>
    judgeRedis(withInfo({ used_memory: String(gibibytes * gibibyte), maxmemory: '0' }), words).find(
      ({ check }) => check === 'Redis memory',
    )
  expect(without(1.9)).toMatchObject({ found: '1946 MiB are used, there is no maxmemory' })
  expect(without(2.1)).toMatchObject({ found: expect.stringContaining('the machine has 4096 MiB') })
  for (const used of [1.9, 2.1]) expect(without(used)?.change).toMatch(/^Set maxmemory/)
})

test('hashes that are kept in the large form are told, with the command; where nothing is known, nothing is said', () => {
  expect(bad({ ...sound, hashMaxListpackValue: 64 })).toEqual([
    {
      check: 'Redis hashes',
      level: 'warn',
      change: expect.stringContaining('CONFIG SET hash-max-listpack-value 512'),
    },
  ])
  const { hashMaxListpackValue: _, ...unknown } = sound
  expect(bad(unknown)).toEqual([])
})

test('clocks that are apart, before or behind, and a slow way to Redis are told', () => {
  expect(bad({ ...sound, skewMs: 1_500 })).toMatchObject([{ check: 'clocks', level: 'warn' }])
  expect(bad({ ...sound, skewMs: -45_000 })).toMatchObject([{ check: 'clocks', level: 'fail' }])
  expect(bad({ ...sound, latencyMs: 30 })).toMatchObject([{ check: 'Redis latency', level: 'warn' }])
})

test('INFO is read by lines, headings left out, values with colons kept', () => {
  expect(parseInfo('# Server\r\nredis_version:7.0.15\r\nos:a:b\r\n\r\n')).toEqual({
    redis_version: '7.0.15',
    os: 'a:b',
  })
})
