import type { ReportItem, ReportPage } from '../hi/index.js'

/** The pages of one scan so far. */
export interface Collection {
  /** From page 1, without a gap. */
  readonly pages: readonly ReportPage[]
  readonly beganAgain: number
  readonly maxBeginAgain: number
}

export type CollectStep =
  /** Ask for this page, and give it to `collectPage` with this collection. */
  | { readonly kind: 'next'; readonly pageNumber: number; readonly collection: Collection }
  | {
      readonly kind: 'complete'
      readonly items: readonly ReportItem[]
      readonly badItems: number
      /** Whether what is not among the items is not in the report. */
      readonly provesAbsence: boolean
    }

export function startCollecting(_options?: {
  readonly maxBeginAgain?: number | undefined
}): CollectStep & { readonly kind: 'next' } {
  throw new Error('soon')
}

export function collectPage(_collection: Collection, _pageNumber: number, _page: ReportPage): CollectStep {
  throw new Error('soon')
}
