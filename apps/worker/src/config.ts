import { ConfigurationError } from '@disparo/core/account'
import { MetricsToken } from '@disparo/core/metrics'
import { RedisUrl } from '@disparo/core/redis'
import { TraceEndpoint } from '@disparo/core/tracing'
import { z } from 'zod'

/** This process's environment, read here and nowhere else. Secrets are looked up in it by the names that accounts give. */
export const environment: Readonly<Record<string, string | undefined>> = process.env

/** The worker's environment. Secrets of accounts are read where they are used, by the names the accounts file gives. */
const Environment = z.object({
  REDIS_URL: RedisUrl,
  /** Messages under way at a time, for each lane of each account. */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(1_000).default(50),
  /** After so long without a sign of life a worker's messages are given to another (and found `unknown`, if in doubt). */
  WORKER_LOCK_MS: z.coerce.number().int().min(500).max(600_000).default(30_000),
  /** How long a stop waits for attempts under way; those left are settled as unknown. */
  SHUTDOWN_DEADLINE_MS: z.coerce.number().int().min(0).max(600_000).default(20_000),
  /** Where `/healthz`, `/readyz` and `/metrics` are served; unset, nowhere. 0 lets the system choose the port. */
  HEALTH_HOST: z.string().min(1).default('127.0.0.1'),
  HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** What a scraper shows as bearer token; unset, there is no `/metrics`. */
  METRICS_TOKEN: MetricsToken.optional(),
  /** The collector that spans are sent to; unset, nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: TraceEndpoint.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DISPARO_ACCOUNTS: z.string().optional(),
  /** What personal data is sealed with in Redis, the same for all programs; a file's path instead, by the latter. */
  DISPARO_DATA_KEY: z.string().optional(),
  DISPARO_DATA_KEY_FILE: z.string().optional(),
  HI_BASE_URL: z.string().optional(),
  HI_USERNAME: z.string().optional(),
  HI_CONFIG_ID: z.string().optional(),
})
export type Config = z.infer<typeof Environment>

/** @throws ConfigurationError naming each variable that is wrong, never its value */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable counts as not set, as in .env.example.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new ConfigurationError(`The environment is not valid: ${problems.join('; ')}`)
}
