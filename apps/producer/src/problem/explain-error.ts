import { InvalidMessageError, KeyReusedError, NotUnknownError, RedisUnavailableError } from '@disparo/core'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { ProblemDetails, ProblemKind } from './problem.js'
import { ProblemError } from './problem-error.js'

/** What the caller is told of an error: decided by its type and code. Unknown ones tell nothing. */
export function explainError(error: unknown): { kind: ProblemKind; details: ProblemDetails } {
  if (error instanceof ProblemError) return { kind: error.kind, details: error.details }
  if (error instanceof InvalidMessageError) {
    return {
      kind: 'invalid-message',
      details: { detail: 'Correct the fields in `errors`; nothing was enqueued.', errors: error.problems },
    }
  }
  if (error instanceof KeyReusedError) {
    return {
      kind: 'key-reused',
      details: {
        detail: 'This Idempotency-Key was used for a different message. Use a new key for a new message.',
      },
    }
  }
  if (error instanceof NotUnknownError) {
    return {
      kind: 'not-unknown',
      details: { detail: `The message is ${error.status}: only an unknown one can be resolved.` },
    }
  }
  if (error instanceof RedisUnavailableError) {
    return {
      kind: 'storage-unavailable',
      details: { detail: 'Redis cannot be reached. Try again, with the same Idempotency-Key.' },
    }
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({
      path: issue.instancePath.slice(1).replaceAll('/', '.'),
      message: issue.message ?? 'is not valid',
    }))
    return {
      kind: 'invalid-request',
      details: {
        detail: `Correct what \`errors\` names in the request's ${error.validationContext}.`,
        errors,
      },
    }
  }
  return explainFrameworkError(error)
}

function explainFrameworkError(error: unknown): { kind: ProblemKind; details: ProblemDetails } {
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
