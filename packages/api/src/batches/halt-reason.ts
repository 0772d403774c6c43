import { z } from 'zod'

/** Why a batch stopped by itself. `canary`: by what its first messages came to. `share`: of the last 50 outcomes too many were failures. */
export const HaltReason = z.enum(['canary', 'share'])
export type HaltReason = z.infer<typeof HaltReason>
