import { z } from 'zod'

const RedisUrl = z.url({ protocol: /^rediss?$/ })

/** What a bare BullMQ program is told: which queue, under which key prefix. */
const BareConfig = z.object({ REDIS_URL: RedisUrl, QUEUE: z.string().min(1), PREFIX: z.string().min(1) })
type BareConfig = z.infer<typeof BareConfig>

const BareWorkerConfig = BareConfig.extend({
  UPSTREAM_URL: z.url({ protocol: /^http$/ }),
  CONCURRENCY: z.coerce.number().int().min(1),
  CONNECTIONS: z.coerce.number().int().min(1),
})
type BareWorkerConfig = z.infer<typeof BareWorkerConfig>

const LimitedWorkerConfig = BareWorkerConfig.extend({
  UPSTREAM_PATH: z.string().startsWith('/'),
  AUTHORIZATION: z.string().min(1),
  LIMIT_MAX: z.coerce.number().int().min(1),
  LIMIT_WINDOW_MS: z.coerce.number().int().min(1),
})
type LimitedWorkerConfig = z.infer<typeof LimitedWorkerConfig>

/** @throws ZodError naming the variable that is wrong */
export function readBareConfig(): BareConfig {
  return BareConfig.parse(process.env)
}

/** @throws ZodError naming the variable that is wrong */
export function readBareWorkerConfig(): BareWorkerConfig {
  return BareWorkerConfig.parse(process.env)
}

/** @throws ZodError naming the variable that is wrong */
export function readLimitedWorkerConfig(): LimitedWorkerConfig {
  return LimitedWorkerConfig.parse(process.env)
}
