import { ApiError, type FieldProblem } from '@disparo/api'

/** Why something cannot be shown or done, as far as a person can do something about it. */
export interface Trouble {
  readonly kind: 'unreachable' | 'storage' | 'forbidden' | 'missing' | 'busy' | 'failed'
  /** The service's own words. */
  readonly detail?: string | undefined
  readonly fields?: readonly FieldProblem[] | undefined
  /** By which the service's log has it. */
  readonly reference?: string | undefined
}

const kinds: Readonly<Record<string, Trouble['kind']>> = {
  unreachable: 'unreachable',
  refused: 'unreachable',
  'storage-unavailable': 'storage',
  'storage-full': 'storage',
  forbidden: 'forbidden',
  'unknown-account': 'missing',
  'unknown-batch': 'missing',
  'unknown-message': 'missing',
  'unknown-route': 'missing',
  'too-busy': 'busy',
  'too-many-failures': 'busy',
  closing: 'busy',
}

export function troubleOf(error: unknown): Trouble | undefined {
  if (error === null || error === undefined) return undefined
  if (!(error instanceof ApiError)) return { kind: 'failed' }
  const reference = error.problem?.instance?.replace('urn:uuid:', '')
  return { kind: kinds[error.code] ?? 'failed', detail: error.detail, fields: error.errors, reference }
}

/** Whether the session is over: nothing can be shown until somebody logs in. */
export function isLoggedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'unauthorized'
}
