import { type AccountKeys, defineScript, type Redis, servedAccountsKey } from '../redis/index.js'

/** Programs that serve accounts: a worker sends for them, a producer enqueues. */
export type ServingProgram = 'worker' | 'producer'

/** Each program says so `everyMs`, and an account is not served any more once nobody has for `ttlMs`. */
export const servingHeartbeat = { everyMs: 10_000, ttlMs: 45_000 } as const

/** An account that some program serves, or has served: names are never forgotten, as messages may wait for a year. */
export interface ServedAccount {
  readonly name: string
  /** When it was served first. */
  readonly since: Date
  /** When a program of each kind last said so; absent where none ever has. */
  readonly lastServed: Partial<Readonly<Record<ServingProgram, Date>>>
  /** Those that serve it now. */
  readonly servedBy: readonly ServingProgram[]
}

const clock = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`

/** A hash: name → `since worker producer`, when it was served first and by which last (ms, 0: never). */
const recordScript = defineScript(
  'disparoRecordServed',
  clock,
  `
-- A first write that needs no memory lets the others pass: who is served is known of a full Redis, too.
redis.call('PERSIST', KEYS[1])
for index = 2, #ARGV do
  local name = ARGV[index]
  local since, worker, producer = string.match(redis.call('HGET', KEYS[1], name) or '', '^(%d+) (%d+) (%d+)$')
  since, worker, producer = since or now, worker or 0, producer or 0
  if ARGV[1] == 'worker' then worker = now else producer = now end
  redis.call('HSET', KEYS[1], name, string.format('%.0f %.0f %.0f', since, worker, producer))
end
`,
)

const readScript = defineScript(
  'disparoReadServed',
  clock,
  `return { string.format('%.0f', now), redis.call('HGETALL', KEYS[1]) }`,
)

/** A program of this kind serves these accounts now. */
export async function recordServed(
  redis: Redis,
  program: ServingProgram,
  accounts: readonly string[],
): Promise<void> {
  if (accounts.length > 0) await recordScript(redis, [servedAccountsKey], [program, ...accounts])
}

/**
 * Whether an account was ever served: `served`; `nobody`: others were, and this one was not; `none-known`: none was. One of which there is
 * a sign of life, or something that went out, is served by a version that does not say so.
 */
export async function isServed(
  redis: Redis,
  keys: Pick<AccountKeys, 'worker' | 'slicesTotal'>,
  account: string,
): Promise<'served' | 'nobody' | 'none-known'> {
  const [isNamed, names, signs] = await Promise.all([
    redis.hexists(servedAccountsKey, account),
    redis.hlen(servedAccountsKey),
    redis.exists(keys.worker, keys.slicesTotal),
  ])
  if (isNamed === 1 || signs > 0) return 'served'
  return names > 0 ? 'nobody' : 'none-known'
}

/** Every account that was ever served, by name. What is not readable of it is left out. */
export async function readServedAccounts(redis: Redis): Promise<ServedAccount[]> {
  const [now, fields] = (await readScript(redis, [servedAccountsKey], [])) as [string, string[]]
  const names = fields.filter((_, index) => index % 2 === 0)
  return names
    .flatMap((name, index) => servedAccount(name, fields[2 * index + 1] ?? '', Number(now)))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

function servedAccount(name: string, value: string, now: number): ServedAccount[] {
  const [, since, worker, producer] = /^(\d+) (\d+) (\d+)$/.exec(value) ?? []
  if (since === undefined) return []
  const last = { worker: Number(worker), producer: Number(producer) }
  const programs = (['worker', 'producer'] as const).filter((program) => last[program] > 0)
  return [
    {
      name,
      since: new Date(Number(since)),
      lastServed: Object.fromEntries(programs.map((program) => [program, new Date(last[program])])),
      servedBy: programs.filter((program) => now - last[program] < servingHeartbeat.ttlMs),
    },
  ]
}
