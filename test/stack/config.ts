import { z } from 'zod'

/** An empty variable counts as absent: `REDIS_URL= npm test` means "your own Redis, please". */
const optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value))

export const StackConfig = z.object({
  /** An existing Redis to use instead of a private one. Nothing in it is flushed. */
  REDIS_URL: optional,
  PATH: z.string().default('/usr/local/bin:/usr/bin:/bin'),
})
export type StackConfig = z.output<typeof StackConfig>

/** The only place under test/ that reads the environment. */
export function readStackConfig(): StackConfig {
  return StackConfig.parse(process.env)
}
