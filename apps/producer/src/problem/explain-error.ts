import type { ProblemKind } from '@disparo/api'
import {
  BatchCancelledError,
  BatchStartedError,
  CannotCorrectError,
  CannotRetryError,
  ChangedSourceError,
  DataKeyMissingError,
  InvalidMessageError,
  KeyReusedError,
  LayoutError,
  NotUnknownError,
  QuotaExceededError,
  RedisUnavailableError,
  UnknownBatchError,
} from '@disparo/core'
import { InvalidColumnsError } from '@disparo/rows'
import { TooBusyError } from '../limits/too-busy-error.js'
import { TooManyFailuresError } from '../limits/too-many-failures-error.js'
import { EncodedBodyError } from './encoded-body-error.js'
import type { ProblemDetails } from './problem.js'
import { ProblemError } from './problem-error.js'
import { messageOverQuota } from './quota-problem.js'
import { storageProblem } from './storage-problem.js'

/** Somebody has to mend it first. */
const keyRetryMs = 60_000
/** Another program takes over, or this one is started anew. */
const layoutRetryMs = 10_000

interface Explanation {
  readonly kind: ProblemKind
  readonly details: ProblemDetails
  /** Becomes `Retry-After`. */
  readonly retryAfterMs?: number
}

/** What the caller is told of an error: decided by its type and code. Unknown ones tell nothing. */
export function explainError(error: unknown): Explanation {
  if (error instanceof ProblemError) {
    const { kind, details, retryAfterMs } = error
    return { kind, details, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  }
  if (error instanceof TooManyFailuresError) {
    return {
      kind: 'too-many-failures',
      details: {
        detail: `Correct the password or the key, and try again in ${Math.ceil(error.retryAfterMs / 1000)} s.`,
      },
      retryAfterMs: error.retryAfterMs,
    }
  }
  if (error instanceof TooBusyError) {
    return {
      kind: 'too-busy',
      details: { detail: `${error.message}.` },
      retryAfterMs: error.retryAfterMs,
    }
  }
  if (error instanceof InvalidMessageError) {
    return {
      kind: 'invalid-message',
      details: { detail: 'Correct the fields in `errors`; nothing was enqueued.', errors: error.problems },
    }
  }
  if (error instanceof InvalidColumnsError) {
    return {
      kind: 'invalid-columns',
      details: {
        detail: `${error.message}. Correct what \`errors\` names; nothing was enqueued.`,
        errors: error.problems,
      },
    }
  }
  if (error instanceof KeyReusedError) {
    return {
      kind: 'key-reused',
      details: {
        detail: `This Idempotency-Key was used for a different ${error.of}. Use a new key for a new ${error.of}.`,
      },
    }
  }
  if (error instanceof NotUnknownError) {
    return {
      kind: 'not-unknown',
      details: { detail: `The message is ${error.status}: only an unknown one can be resolved.` },
    }
  }
  if (error instanceof CannotRetryError) {
    return { kind: 'cannot-retry', details: { detail: `${error.message}.` } }
  }
  if (error instanceof CannotCorrectError) {
    return { kind: 'cannot-correct', details: { detail: `${error.message}.` } }
  }
  if (error instanceof UnknownBatchError) {
    return { kind: 'unknown-batch', details: { detail: `${error.message}.` } }
  }
  if (error instanceof ChangedSourceError) {
    const { id, rejectedRows, unfinished } = error.earlier
    const left = unfinished ? 'broke off' : `left ${rejectedRows} rows behind`
    const detail = `An input of this name became batch ${id} within a day, and ${left}: whoever is in both would get it twice. Send this one with ?into=${id}, or with ?anew=true if it is another. Nothing was enqueued.`
    return { kind: 'changed-source', details: { detail, earlier: error.earlier } }
  }
  if (error instanceof BatchStartedError) {
    const detail = `A message of it is ${error.status}. It keeps its sendAt: pause it, and resume it then.`
    return { kind: 'batch-started', details: { detail } }
  }
  if (error instanceof BatchCancelledError) {
    return {
      kind: 'batch-cancelled',
      details: {
        detail: 'This is final. Send what is still wanted as a new batch, with a new Idempotency-Key.',
      },
    }
  }
  if (error instanceof QuotaExceededError) return explainError(messageOverQuota(error))
  if (error instanceof RedisUnavailableError) {
    return explainError(storageProblem(error, { detail: 'Try again, with the same Idempotency-Key.' }))
  }
  // The program stops for it within seconds; what else it is, stands in its log.
  if (error instanceof LayoutError) {
    const detail =
      'This service is of another version than what Redis has. Try again, with the same Idempotency-Key.'
    return { kind: 'storage-unavailable', details: { detail }, retryAfterMs: layoutRetryMs }
  }
  if (error instanceof EncodedBodyError) {
    return { kind: 'unsupported-media-type', details: { detail: `${error.message}. Nothing was enqueued.` } }
  }
  if (error instanceof DataKeyMissingError) {
    return {
      kind: 'data-key-missing',
      details: {
        detail: `This key, or this batch, was sealed with the data key "${error.keyId}", which this service does not have: it cannot tell whether it is the same. Put that key into DISPARO_DATA_KEY, and repeat the request as it is. Nothing was enqueued.`,
        keyId: error.keyId,
      },
      retryAfterMs: keyRetryMs,
    }
  }
  return explainFrameworkError(error)
}

function explainFrameworkError(error: unknown): Explanation {
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (statusCode === 413) {
    return {
      kind: 'body-too-large',
      details: {
        detail: 'The body is larger than this route takes. Send many messages as a batch, NDJSON or CSV.',
      },
    }
  }
  if (statusCode === 415) {
    return {
      kind: 'unsupported-media-type',
      details: {
        detail:
          'Set Content-Type: application/json for a message; application/json, application/x-ndjson or text/csv for a batch.',
      },
    }
  }
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') {
    return { kind: 'invalid-request', details: { detail: 'The URL cannot be read: encode its parts.' } }
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return {
      kind: 'malformed-body',
      details: { detail: 'The body did not arrive as its headers say it would. Send it again.' },
    }
  }
  return {
    kind: 'internal',
    details: { detail: 'This is a fault of the service; its log has more under the id in `instance`.' },
  }
}
