/** Redis's own error codes (the first word of its reply) that speak of its state, not of the command, which was not run. */
const stateCodes = new Set([
  'BUSY',
  'OOM',
  'LOADING',
  'READONLY',
  'MISCONF',
  'CLUSTERDOWN',
  'MASTERDOWN',
  'NOREPLICAS',
  'TRYAGAIN',
])

export function isTransientCode(code: string): boolean {
  return stateCodes.has(code)
}

/**
 * Whether Redis answered, but takes no writes as it is now: no memory, a full disk, still loading, a replica, or kept busy
 * by somebody's script. Repeating the command later is safe.
 */
export function isTransientError(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return false
  const code = error.message.split(' ', 1)[0] ?? ''
  return code === 'EXECABORT' ? isAbortedForNow(error) : stateCodes.has(code)
}

/** None of a transaction was run: for what is wrong with its commands, which are named, or for Redis's state. */
function isAbortedForNow(error: Error): boolean {
  const { previousErrors = [] } = error as { previousErrors?: readonly unknown[] }
  return previousErrors.every(isTransientError)
}
