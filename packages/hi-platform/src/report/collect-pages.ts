import type { ReportItem, ReportPage } from '../rest/index.js'

/** The pages of one scan so far. */
interface PageCollection {
  /** From page 1, without a gap, all read while the report's totals were the same. */
  readonly pages: readonly ReportPage[]
  readonly restarts: number
  readonly maxRestarts: number
}

export type CollectStep =
  /** Ask for this page, and give it to `collectPage` with this collection. */
  | { readonly kind: 'next'; readonly pageNumber: number; readonly collection: PageCollection }
  | {
      readonly kind: 'complete'
      readonly items: readonly ReportItem[]
      readonly badItems: number
      /** Whether a message that is not among the items was not in the report; only then may it be sent again. */
      readonly provesAbsence: boolean
    }

/** Begins to read a scan's window. It may begin again `maxBeginAgain` times (default 2) when pages do not fit together. */
export function startCollecting({
  maxBeginAgain = 2,
}: {
  readonly maxBeginAgain?: number | undefined
} = {}): CollectStep & { readonly kind: 'next' } {
  return { kind: 'next', pageNumber: 1, collection: { pages: [], restarts: 0, maxRestarts: maxBeginAgain } }
}

/**
 * Takes the page asked for, and says what to ask for next. In what order the report lists its items is documented
 * nowhere, so any change of its totals may have moved items from page to page: then all is read again from page 1, and
 * nothing of before is kept. Equal items are all kept: they can be equal messages. A report that never holds still ends
 * with what its first pages said, which proves presence only.
 */
export function collectPage(collection: PageCollection, pageNumber: number, page: ReportPage): CollectStep {
  const { pages } = collection
  if (pageNumber !== pages.length + 1) return nextPage(collection)
  if (!continues(pages, pageNumber, page)) return beginAgain(collection)
  const grown = { ...collection, pages: [...pages, page] }
  return pageNumber < page.totalPages ? nextPage(grown) : complete(grown.pages, page.totalResults)
}

function continues(pages: readonly ReportPage[], pageNumber: number, page: ReportPage): boolean {
  const isEmpty = page.items.length + page.badItems === 0
  if (isEmpty && (pageNumber > 1 || page.totalResults > 0)) return false
  const [first] = pages
  if (first === undefined) return true
  return (
    page.totalResults === first.totalResults &&
    page.totalPages === first.totalPages &&
    // Counted from wherever upstream counts, or a server that always answers page 1 would count its items twice.
    page.pageNumber - first.pageNumber === pageNumber - 1
  )
}

function nextPage(collection: PageCollection): CollectStep {
  return { kind: 'next', pageNumber: collection.pages.length + 1, collection }
}

function beginAgain({ pages, restarts, maxRestarts }: PageCollection): CollectStep {
  if (restarts >= maxRestarts) return complete(pages, undefined)
  return {
    kind: 'next',
    pageNumber: 1,
    collection: { pages: [], restarts: restarts + 1, maxRestarts: maxRestarts },
  }
}

function complete(pages: readonly ReportPage[], totalResults: number | undefined): CollectStep {
  const items = pages.flatMap((page) => page.items)
  const badItems = pages.reduce((sum, page) => sum + page.badItems, 0)
  return { kind: 'complete', items, badItems, provesAbsence: badItems === 0 && items.length === totalResults }
}
