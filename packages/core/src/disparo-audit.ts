import type { Act, AuditAction, NewAct } from './audit/index.js'

/** Which acts, the latest first. */
export interface AuditOptions {
  readonly action?: AuditAction | undefined
  /** Whose, as it was said. */
  readonly by?: string | undefined
  /** The `next` of the page before. */
  readonly before?: string | undefined
  /** Default 50, at most 500. */
  readonly limit?: number | undefined
}

export interface AuditPage {
  readonly acts: readonly Act[]
  /** Where older ones may follow: their `before`. */
  readonly next?: string
}

/** What is done beside these calls. */
export type OtherAct = Pick<NewAct, 'by' | 'batch' | 'count' | 'what'> & {
  readonly action: 'exported' | 'key-created' | 'key-revoked'
}

/** The calls that are about who did what. */
export interface AuditCalls {
  /**
   * Who paused, cancelled, retried, resolved, suppressed, forgot, exported …, and when: for `ledgerDays`, 50,000 acts at most. It names nobody
   * who was messaged. With a filter 5,000 are looked at for a page, which may therefore be short: go on while there is a `next`.
   */
  audit(options?: AuditOptions): Promise<AuditPage>
  /** Notes what your program did beside these calls, such as an export. */
  noteAct(act: OtherAct): Promise<void>
}
