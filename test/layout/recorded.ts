import { z } from 'zod'
import { SandboxArrival } from '../stack/sandbox-client.js'

/** What stands beside the Redis file: `recorded.json`. */
export const Recorded = z.object({
  /** The moments of the recording, epoch ms: everything in the file is of between them, or waits for later. */
  from: z.int(),
  to: z.int(),
  /** Ids of the batches, by account and kind. */
  batches: z.record(z.string(), z.record(z.string(), z.string())),
  /** Ids of the one-time codes, by account. */
  codes: z.record(z.string(), z.string()),
  /** What Hi Platform had accepted by then, oldest first. */
  upstream: z.array(SandboxArrival),
})
export type Recorded = z.infer<typeof Recorded>

/** Redis drops what has expired when it reads its file, so the file's expiry dates are put off by so much (a century). */
export const delayMs = 36_525 * 86_400_000
