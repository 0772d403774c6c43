import type { Message } from '../message/index.js'
import type { CountedRows, NamedRow, NewRow, SuspiciousRow } from '../queue/index.js'
import type { Template } from '../templates/index.js'
import { type Cost, costTally, type PriceList } from './cost.js'
import { previewRow, type RowPreview } from './preview.js'
import { type FindRecent, type RecentRows, recentRows } from './recent-rows.js'
import { type TemplateUse, templateTally } from './template-use.js'

/** What a check says of the rows that would be enqueued, besides their counts. */
export interface RowsInspected {
  /** The 50 most used ones. */
  readonly templates: readonly TemplateUse[]
  /** The first three rows, as their recipients would see them. */
  readonly preview: readonly RowPreview[]
  /** Absent without `details`. */
  readonly recent?: RecentRows
  /** Where the account has `rates`. What is suppressed is not sent, and costs nothing. */
  readonly cost?: Cost
  readonly named: NamedRows
}

/** Which rows those are that are counted: the first 1,000 of each kind. Empty without `details`. */
export interface NamedRows extends CountedRows {
  readonly suspicious: readonly SuspiciousRow[]
  readonly recent: readonly NamedRow[]
}

const mostShown = 3

interface InspectDeps {
  /** The template that a message is of, where it is known. */
  readonly templateOf?: ((message: Message) => Template | undefined) | undefined
  readonly rates?: PriceList | undefined
  readonly findRecent: FindRecent
}

/** Looks at rows as they come, in bounded memory. */
export function rowsInspection({ templateOf, rates, findRecent }: InspectDeps) {
  const templates = templateTally()
  const preview: RowPreview[] = []
  const costs = rates && costTally(rates)
  const recent = recentRows(findRecent)
  return {
    see: async (rows: readonly NewRow[]): Promise<void> => {
      for (const { row, line, submission, isSuppressed } of rows) {
        const message = JSON.parse(submission.text) as Message
        templates.see(message)
        recent.see({ row, line }, message)
        const isShown = preview.length < mostShown
        const template = isShown || costs ? templateOf?.(message) : undefined
        if (!isSuppressed) costs?.see(message, template)
        if (isShown) preview.push(previewRow({ row, line, message, sendAt: submission.sendAt }, template))
      }
    },
    report: async (counted: Omit<NamedRows, 'recent'>): Promise<RowsInspected> => {
      const found = await recent.find()
      return {
        ...{ templates: templates.list(), preview, recent: found.recent },
        ...(costs ? { cost: costs.cost() } : {}),
        named: { ...counted, recent: found.named },
      }
    },
  }
}
