import type { BatchSource } from '../../../ledger/index.js'
import type { Lane } from '../../../message/index.js'
import type { CancelRemovedDeps } from '../../batch-control/cancel-removed-rows.js'
import type { SubmissionOptions, SubmissionRules } from '../submission.js'
import type { DeduplicationOptions } from './classify-rows.js'

export type EnqueueManyDeps = CancelRemovedDeps & { readonly rules: SubmissionRules }

export interface EnqueueManyOptions extends Omit<SubmissionOptions, 'lane' | 'newKey'>, DeduplicationOptions {
  readonly lane: Lane
  /** The id of a batch that the rows are corrections of; then there is no key. */
  readonly into?: string | undefined
  readonly name?: string | undefined
  readonly createdBy?: string | undefined
  readonly format?: BatchSource | undefined
  /** The name of the input, such as a file's. */
  readonly source?: string | undefined
  /** It has nothing to do with what came under this name before. */
  readonly anew?: boolean | undefined
  /** So many messages of a new batch are tried first. */
  readonly canary?: number | undefined
  /** So many messages of a new batch begin in any minute, at most. */
  readonly maxPerMinute?: number | undefined
  /** Default `content`. */
  readonly rowsBy?: 'content' | 'place' | undefined
  /** Asked after the last row: whether the input came to its end. Default: it did. */
  readonly isWhole?: (() => boolean) | undefined
  /** How long the ledger keeps a message after its last change, ms. */
  readonly retentionMs: number
  readonly onProgress?: ((progress: { rows: number; enqueued: number; rejected: number }) => void) | undefined
}
