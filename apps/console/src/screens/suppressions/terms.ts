import type { SuppressionCovers, SuppressionReason } from '@disparo/api'

export interface Terms {
  readonly reason: SuppressionReason
  readonly covers: SuppressionCovers
}

/** In the order in which they are asked for. */
export const reasons = [
  'opt-out',
  'complaint',
  'invalid-number',
  'manual',
  'legal-list',
] as const satisfies SuppressionReason[]
export const coverages = ['marketing', 'all-but-otp', 'everything'] as const satisfies SuppressionCovers[]

/** What a reason covers unless somebody says more, as the service has it. */
export const usualCovers: Readonly<Record<SuppressionReason, SuppressionCovers>> = {
  'opt-out': 'marketing',
  complaint: 'all-but-otp',
  'legal-list': 'marketing',
  'invalid-number': 'all-but-otp',
  manual: 'all-but-otp',
}
