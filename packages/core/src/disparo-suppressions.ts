import type {
  Suppression,
  SuppressionCounts,
  SuppressionCovers,
  SuppressionPage,
  SuppressionReason,
  SuppressionScope,
  SuppressionsFound,
} from './contacts/index.js'
import type { Moment } from './disparo-options.js'
import type { RowProblem } from './queue/index.js'

interface Terms {
  /** Default `manual`. */
  readonly reason?: SuppressionReason | undefined
  /** Default: `marketing` for `opt-out` and `legal-list`, else `all-but-otp`. */
  readonly covers?: SuppressionCovers | undefined
  /** `all`: for every account. Default `account`. */
  readonly scope?: SuppressionScope | undefined
  /** Who does it, up to 200 characters; told with each. */
  readonly by?: string | undefined
  /** Keeps the number, sealed by a data key, so that lists and exports show it. Default: the account's `suppression.keepNumbers`. */
  readonly keepNumbers?: boolean | undefined
  /** Until when. Default: until it is lifted. */
  readonly until?: Moment | undefined
}

export interface SuppressOptions extends Terms {
  /** Since when it is so; not in the future. Default: now. */
  readonly since?: Moment | undefined
  /** What list they are on, up to 60 characters; needed for a list of the law (`legal-list`). */
  readonly list?: string | undefined
  /** Of what date that list is, `YYYY-MM-DD`. Default: today. */
  readonly listDate?: string | undefined
  /** The rule of yours that did it, up to 40 characters. */
  readonly rule?: string | undefined
  /** The id of the message that made it. */
  readonly message?: string | undefined
}

/**
 * A person of an import: `to` in any usual writing; what else is said goes before what is said of all. Who is listed (`suppressions()`)
 * is such a row where the number was kept: it is imported as it was, but for who did it.
 */
export interface PersonRow
  extends Pick<SuppressOptions, 'reason' | 'covers' | 'since' | 'until' | 'rule' | 'message'>,
    Pick<SuppressManyOptions, 'list' | 'listDate'> {
  readonly to: string
}

export interface SuppressManyOptions extends Terms {
  /** What the list is called, up to 60 characters; a list of the law (`legal-list`) must have a name. */
  readonly list?: string | undefined
  /** Of what date the list is, `YYYY-MM-DD`: not older than that of its last import. Default: today. */
  readonly listDate?: string | undefined
  /** Also lifts who was on a former import of the list and is not on this one. Default `false`. */
  readonly replace?: boolean | undefined
  /** `replace` may lift more than half of the list, which is refused otherwise: it may be half a file. Default `false`. */
  readonly shrink?: boolean | undefined
  /** Imports the good rows where some are bad. Default `false`: then nobody is. */
  readonly skipBad?: boolean | undefined
  /** Repeated with it, an import that was interrupted is the same import; with other rows or terms it is refused (`KeyReusedError`). */
  readonly key?: string | undefined
  /** Asked after the last row: whether the input came to its end; else nobody is imported. Default: it did. */
  readonly isWhole?: (() => boolean) | undefined
}

/** What became of an import: `rows = added + changed + unchanged + rejected` where it was `imported`. */
export interface SuppressionImport {
  /** `false`: a row is bad, or there is none, and nothing was written. */
  readonly imported: boolean
  /** What it is lifted by (`unsuppressMany`). */
  readonly import?: string
  readonly rows: number
  readonly added: number
  /** There already, and more is covered now, or for longer. */
  readonly changed: number
  /** There already, for as much and as long at least; or twice in the input. */
  readonly unchanged: number
  /** Lifted, for they are not on it any more (`replace`). */
  readonly replaced: number
  readonly rejected: number
  /** The first 1,000. */
  readonly problems: readonly RowProblem[]
}

export interface UnsuppressOptions {
  /** Default: every reason but `legal-list`. */
  readonly reason?: SuppressionReason | undefined
  readonly scope?: SuppressionScope | undefined
  /** Why it is lifted, up to 200 characters; kept, sealed where there is a data key, and told with who, what and when. */
  readonly why?: string | undefined
  /** Who lifts it, up to 200 characters. */
  readonly liftedBy?: string | undefined
}

/**
 * Which suppressions are lifted: those of an `import`, or of a `reason` with `by`, `rule` or `from`; with each more that is said, fewer.
 * Without `import` those that a rule made go only where it is named.
 */
export interface UnsuppressManyOptions extends UnsuppressOptions {
  readonly import?: string | undefined
  readonly by?: string | undefined
  readonly rule?: string | undefined
  /** Added then, both within. */
  readonly from?: Moment | undefined
  readonly to?: Moment | undefined
}

export interface SuppressionListOptions {
  readonly scope?: SuppressionScope | undefined
  readonly reason?: SuppressionReason | undefined
  readonly import?: string | undefined
  /** The `next` of the page before. */
  readonly after?: string | undefined
  /** So many people. Default 100, at most 1,000. */
  readonly limit?: number | undefined
}

/** What became of `unsuppress`. */
export interface Unsuppressed {
  readonly lifted: number
  /** What still suppresses the person, where the number was given. */
  readonly remaining?: readonly Suppression[]
  /** A key of persons does not open here: there may be more, which was not lifted. */
  readonly incomplete?: true
}

/** The calls that are about whom not to message. docs/contacts.md says what covers what. */
export interface SuppressionCalls {
  /**
   * Suppresses a person: from the answer on no message that it covers begins, however long ago it was enqueued. `added: false`: they were
   * already, for this reason by the same source; `changed`: more is covered now, or for longer. It never takes away: `unsuppress` does.
   * @throws InvalidMessageError when it is no phone number
   */
  suppress(
    to: string,
    options?: SuppressOptions,
  ): Promise<{ readonly added: boolean; readonly changed: boolean }>
  /** Suppresses many people, once all rows were read and are good: phone numbers, or `PersonRow`s. Up to 2,000,000. */
  suppressMany(
    rows: Iterable<unknown> | AsyncIterable<unknown>,
    options?: SuppressManyOptions,
  ): Promise<SuppressionImport>
  /** Why a person is not messaged, since when and by whom; nothing: they are. Both forms of the ninth digit are one person. */
  suppressionsOf(to: string): Promise<SuppressionsFound>
  /**
   * Lifts what a person is suppressed for, by their number or by `person` as listed. `remaining`: what still suppresses them, where
   * the number was given.
   */
  unsuppress(whom: string | { readonly person: string }, options?: UnsuppressOptions): Promise<Unsuppressed>
  /** Lifts all of an import that was a mistake, or of a reason. What the same people are suppressed for otherwise stays. */
  unsuppressMany(which: UnsuppressManyOptions): Promise<{ readonly lifted: number }>
  /** Who is suppressed. With a filter a page may be short: go on while there is a `next`. */
  suppressions(options?: SuppressionListOptions): Promise<SuppressionPage>
  /** How many are suppressed, by what put them there, and by day; and who has lifted whom, and why. */
  suppressionCounts(options?: { readonly scope?: SuppressionScope | undefined }): Promise<SuppressionCounts>
}
