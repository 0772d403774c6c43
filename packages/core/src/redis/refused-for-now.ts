/** Redis's own error codes (the first word of its reply) that speak of its state, not of the command. */
const stateCodes = new Set([
  'OOM',
  'LOADING',
  'READONLY',
  'MISCONF',
  'CLUSTERDOWN',
  'MASTERDOWN',
  'NOREPLICAS',
  'TRYAGAIN',
])

/** Whether Redis answered, but takes no writes as it is now: no memory, a full disk, still loading, a replica. */
export function isRefusedForNow(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return false
  return stateCodes.has(error.message.split(' ', 1)[0] ?? '')
}
