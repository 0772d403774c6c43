import type { Message } from '../message/index.js'
import type { ClassifiedRow } from '../queue/index.js'
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
  /** Where the account has `rates`. */
  readonly cost?: Cost
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
    see: async (rows: readonly ClassifiedRow[]): Promise<void> => {
      for (const { row, line, submission } of rows) {
        const message = JSON.parse(submission.text) as Message
        templates.see(message)
        recent.see(row, message)
        const isShown = preview.length < mostShown
        const template = isShown || costs ? templateOf?.(message) : undefined
        costs?.see(message, template)
        if (isShown) preview.push(previewRow({ row, line, message, sendAt: submission.sendAt }, template))
      }
    },
    report: async (): Promise<RowsInspected> => ({
      ...{ templates: templates.list(), preview, recent: await recent.find() },
      ...(costs ? { cost: costs.cost() } : {}),
    }),
  }
}
