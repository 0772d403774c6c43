import { z } from 'zod'

/** An empty variable counts as absent: `REDIS_URL= npm test` means "your own Redis, please". */
const empty = (value: unknown) => (value === '' ? undefined : value)

const StackConfig = z.object({
  /** An existing Redis to use instead of a private one. Nothing in it is flushed. */
  REDIS_URL: z.preprocess(empty, z.string().optional()),
  /** Where there is no REDIS_URL: what the tests must use. Unset, a container where one is to be had, else a local one. */
  TEST_REDIS: z.preprocess(
    empty,
    z.enum(['container', 'local'], { error: 'TEST_REDIS must be container or local' }).optional(),
  ),
  /** Not empty: programs are started as one file each, which `linkPrograms` has made. */
  STACK_LINKED: z.preprocess(empty, z.string().optional()),
  /** A Chromium, where it is not where it usually is. */
  CHROMIUM_PATH: z.preprocess(empty, z.string().optional()),
  /** Not empty: without a Chromium the tests of the console fail, instead of being left out. */
  CHROMIUM_REQUIRED: z.preprocess(empty, z.string().optional()),
  /** A folder for pictures of the pages that tests open. Default: none are taken. */
  SCREENSHOTS: z.preprocess(empty, z.string().optional()),
  /** A folder for pictures of everything that `looks.test.ts` looks at. Default: none are taken. */
  LOOKS: z.preprocess(empty, z.string().optional()),
  PATH: z.string().default('/usr/local/bin:/usr/bin:/bin'),
})
type StackConfig = z.output<typeof StackConfig>

/** The only place under test/ that reads the environment. */
export function readStackConfig(): StackConfig {
  return StackConfig.parse(process.env)
}

/** From now on this process, and those that it starts with its own environment, have this Redis for REDIS_URL. */
export function setRedisUrl(url: string): void {
  process.env.REDIS_URL = url
}

/** From now on this process, and those that it starts with its own environment, start linked programs. */
export function startLinked(): void {
  process.env.STACK_LINKED = 'true'
}

/** Testcontainers starts no container to clear up after us, unless the environment says otherwise: see `leash`. */
export function disableReaper(): void {
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true'
}

/** For commands that need all of our environment, such as Docker's. */
export function environmentWith(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...more }
}
