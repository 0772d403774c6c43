import type { ReportItem } from '../hi/index.js'
import type { Tolerance, TrackedMessage } from './tracked-message.js'

export interface MatchOptions extends Tolerance {
  /** The account's `uniqueLabel`: no two messages have the same label, so it alone says which is which. Default false. */
  readonly uniqueLabel?: boolean | undefined
}

export interface ReportMatch {
  /** The message's. */
  readonly id: string
  readonly item: ReportItem
}

export interface MatchedReport {
  readonly matches: readonly ReportMatch[]
  /** Items that are no message's: somebody else's. */
  readonly foreign: number
  /** Messages without an item, by id. A proof only where the scan has `provesAbsence`. */
  readonly absent: readonly string[]
}

export function matchReport(
  _messages: readonly TrackedMessage[],
  _items: readonly ReportItem[],
  _options: MatchOptions,
): MatchedReport {
  throw new Error('soon')
}
