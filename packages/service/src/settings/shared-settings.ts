import { RedisUrl } from '@disparo/core/internal/redis'
import { DataKeys } from '@disparo/core/internal/seal'
import { z } from 'zod'
import { MetricsToken } from '../metrics/index.js'
import { TraceEndpoint } from '../tracing/index.js'
import { wholeNumber } from './whole-number.js'

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** What producer and worker are told by the same variables. Units are in the names; docs/configuration.md is about users. */
export const SharedSettings = z.object({
  /** See `parseRedisAddress` for its forms. It must be set. */
  REDIS_URL: RedisUrl,
  /** The path of a JSON file of accounts; without it the `HI_…` variables make a single one (see `loadAccounts`). */
  DISPARO_ACCOUNTS: z.string().optional(),
  HI_BASE_URL: z.string().optional(),
  /** `HI_PASSWORD` is not here: it is a secret of the account that these make, and resolved as those of others are. */
  HI_USERNAME: z.string().optional(),
  HI_CONFIG_ID: z.string().optional(),
  /** What personal data is sealed with in Redis, the same for all programs; unset, it is not sealed. */
  DISPARO_DATA_KEY: DataKeys.optional(),
  /** What a scraper shows as bearer token; unset, there is no `/metrics`. */
  METRICS_TOKEN: MetricsToken.optional(),
  /** The collector that spans are sent to; unset, nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: TraceEndpoint.optional(),
  /** OpenTelemetry's own variable: nothing but "true", in any case, is true. */
  OTEL_SDK_DISABLED: z
    .string()
    .default('false')
    .transform((text) => text.trim().toLowerCase() === 'true'),
  /** How long a stop waits for what is under way: requests of the producer, attempts of the worker (`unknown`, if cut off). */
  SHUTDOWN_DEADLINE_MS: wholeNumber(0, 600_000).default(20_000),
  LOG_LEVEL: z.enum(levels, `must be ${levels.slice(0, -1).join(', ')} or ${levels.at(-1)}`).default('info'),
})

/** Those of them that may stand in a file instead, which `<name>_FILE` names (see `readSecret`). */
export const secretSettings = [
  'REDIS_URL',
  'HI_USERNAME',
  'DISPARO_DATA_KEY',
  'METRICS_TOKEN',
] as const satisfies readonly (keyof typeof SharedSettings.shape)[]
