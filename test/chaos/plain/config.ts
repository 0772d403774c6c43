import { z } from 'zod'

const PlainConfig = z.object({
  REDIS_URL: z.url({ protocol: /^redis$/ }),
  QUEUE: z.string().min(1),
  URL: z.url({ protocol: /^http$/ }),
  USERNAME: z.string().min(1),
  PASSWORD: z.string().min(1),
  CONCURRENCY: z.coerce.number().int().min(1),
  LOCK_MS: z.coerce.number().int().min(1),
  TIMEOUT_MS: z.coerce.number().int().min(1),
})
type PlainConfig = z.infer<typeof PlainConfig>

/** @throws ZodError naming the variable that is wrong */
export function readPlainConfig(): PlainConfig {
  return PlainConfig.parse(process.env)
}
