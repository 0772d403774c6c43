import { MetricsToken } from '@disparo/core/metrics'
import { RedisUrl } from '@disparo/core/redis'
import { TraceEndpoint } from '@disparo/core/tracing'
import { z } from 'zod'
import { TrustedProxies } from './access/trusted-proxies.js'

/** This process's environment, read here and nowhere else. Secrets are looked up in it by the names that accounts give. */
export const environment: Readonly<Record<string, string | undefined>> = process.env

const kibibyte = 1024
const mebibyte = 1024 * kibibyte

const Config = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 lets the system choose. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  REDIS_URL: RedisUrl,
  DISPARO_ACCOUNTS: z.string().optional(),
  /** What personal data is sealed with in Redis, the same for all programs; a file's path instead, by the latter. */
  DISPARO_DATA_KEY: z.string().optional(),
  DISPARO_DATA_KEY_FILE: z.string().optional(),
  HI_BASE_URL: z.string().optional(),
  HI_USERNAME: z.string().optional(),
  HI_CONFIG_ID: z.string().optional(),
  /** The path of a JSON file of users, whose entries `disparo user` makes; there is no default. */
  DISPARO_USERS: z.string(),
  /** Addresses or networks, separated by commas, whose `X-Forwarded-For` is believed. */
  TRUSTED_PROXIES: TrustedProxies,
  /** Messages that a user may hand over in a minute through Hi Platform's REST interface, by each process. */
  DROP_IN_LIMIT: z.coerce.number().int().min(1).max(1_000_000).default(6_000),
  /** Pages of the report that a user may ask for in ten minutes there, of each process. */
  DROP_IN_REPORT_LIMIT: z.coerce.number().int().min(1).max(1_000_000).default(600),
  /** Requests, each of many contacts, that a user may make in a minute through Hi Platform's XML interface, to each process. */
  DROP_IN_XML_LIMIT: z.coerce.number().int().min(1).max(1_000_000).default(6_000),
  /** The largest request of the XML interface. */
  XML_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(kibibyte)
    .max(64 * mebibyte)
    .default(8 * mebibyte),
  /** The largest single message. */
  BODY_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(kibibyte)
    .default(64 * kibibyte),
  /** The largest batch sent as NDJSON or CSV. */
  BATCH_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(kibibyte)
    .default(1024 * mebibyte),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** What a scraper shows as bearer token; unset, there is no `/metrics`. */
  METRICS_TOKEN: MetricsToken.optional(),
  /** The collector that spans are sent to; unset, nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: TraceEndpoint.optional(),
  /** From SIGTERM until no more requests are taken; meanwhile `/readyz` answers 503, and all else is answered as before. */
  SHUTDOWN_DRAIN_MS: z.coerce.number().int().min(0).max(600_000).default(0),
  /** From then until requests in flight are cut off. */
  SHUTDOWN_DEADLINE_MS: z.coerce.number().int().min(0).max(600_000).default(20_000),
})
export type Config = z.infer<typeof Config>

/** The environment does not configure this app. The message names each variable and what it must be, never a value. */
export class InvalidEnvironmentError extends Error {
  readonly code = 'INVALID_ENVIRONMENT'

  constructor(issues: readonly z.core.$ZodIssue[]) {
    const lines = issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`)
    super(`The configuration is not valid. ${[...new Set(lines)].join('; ')}`)
    this.name = 'InvalidEnvironmentError'
  }
}

/** An empty variable counts as not set, as `VAR=` in an env file is meant. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = environment): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Config.safeParse(set, {
    error: (issue) =>
      issue.code === 'invalid_type' && issue.input === undefined ? 'must be set' : undefined,
  })
  if (!parsed.success) throw new InvalidEnvironmentError(parsed.error.issues)
  return parsed.data
}
