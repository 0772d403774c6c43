import type { PreviousImport } from '../../../ledger/index.js'

/**
 * An input of this name was enqueued within a day, and not all of it: whoever is in both would get it twice. Enqueue it
 * `into` that batch, or say that it is `anew`. Nothing was enqueued.
 */
export class ChangedSourceError extends Error {
  readonly code = 'CHANGED_SOURCE'
  readonly earlier: PreviousImport

  constructor(earlier: PreviousImport) {
    const what = earlier.unfinished ? 'broke off' : `left ${earlier.rejectedRows} rows behind`
    super(
      `An input of this name became batch ${earlier.id}, which ${what}: correct that one, or say that this is another`,
    )
    this.name = 'ChangedSourceError'
    this.earlier = earlier
  }
}
