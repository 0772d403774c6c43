import type { BatchReceipt, QuotaExceededError } from '@disparo/core'
import { ProblemError } from './problem-error.js'

/** One message, which is not enqueued: 429 where the next minute helps, 507 where as many wait as may. */
export function messageOverQuota(error: QuotaExceededError): ProblemError {
  const detail = `${whichOf(error)} Nothing was enqueued: try again after the seconds of Retry-After, with the same Idempotency-Key.`
  return new ProblemError(
    error.quota === 'perMinute' ? 'too-many-messages' : 'quota-exceeded',
    { detail, ...fieldsOf(error) },
    { cause: error, retryAfterMs: error.retryAfterMs },
  )
}

/**
 * A batch, which ends here: 507 for both quotas, since a 429 is repeated by many programs unasked, and without the key that
 * the rest needs.
 */
export function batchOverQuota(
  error: QuotaExceededError,
  { key, wayBack }: { readonly key: string | undefined; readonly wayBack: string },
): ProblemError {
  const { batch, retryAfterMs } = error
  const done = batch
    ? `Of the rows, ${countIn(batch)} are in: repeat the request whole ${wayBack} after the seconds of Retry-After, and the rest follows.`
    : `Nothing was enqueued: repeat the request ${wayBack} after the seconds of Retry-After.`
  return new ProblemError(
    'quota-exceeded',
    {
      detail: `${whichOf(error)} ${done}`,
      ...fieldsOf(error),
      ...(key === undefined ? {} : { idempotencyKey: key }),
      ...(batch ? { batch: countsOf(batch) } : {}),
    },
    { cause: error, retryAfterMs },
  )
}

/** Rows whose message is in, by this request or an earlier one. */
function countIn({ enqueued, unchanged, repeated, duplicates }: BatchReceipt): number {
  return enqueued + unchanged + repeated + duplicates
}

function countsOf({ problems: _, ...counts }: BatchReceipt) {
  return counts
}

function fieldsOf({ quota, max }: QuotaExceededError) {
  return { quota, max }
}

function whichOf({ quota, max }: QuotaExceededError): string {
  return quota === 'waiting'
    ? `This account lets ${max} messages wait (quota.waiting), and as many do.`
    : `This account takes ${max} messages a minute (quota.perMinute), and as many came.`
}
