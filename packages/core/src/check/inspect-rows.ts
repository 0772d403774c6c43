import type { Message } from '../message/index.js'
import type { ClassifiedRow } from '../queue/index.js'
import type { Template } from '../templates/index.js'
import { previewRow, type RowPreview } from './preview.js'
import { type TemplateUse, templateTally } from './template-use.js'

/** What a check says of the rows that would be enqueued, besides their counts. */
export interface RowsInspected {
  /** The 50 most used ones. */
  readonly templates: readonly TemplateUse[]
  /** The first three rows, as their recipients would see them. */
  readonly preview: readonly RowPreview[]
}

const mostShown = 3

interface InspectDeps {
  /** The template that a message is of, where it is known. */
  readonly templateOf?: ((message: Message) => Template | undefined) | undefined
}

/** Looks at rows as they come, in bounded memory. */
export function rowsInspection({ templateOf }: InspectDeps = {}) {
  const templates = templateTally()
  const preview: RowPreview[] = []
  return {
    see: async (rows: readonly ClassifiedRow[]): Promise<void> => {
      for (const { row, line, submission } of rows) {
        const message = JSON.parse(submission.text) as Message
        templates.see(message)
        if (preview.length >= mostShown) continue
        preview.push(previewRow({ row, line, message, sendAt: submission.sendAt }, templateOf?.(message)))
      }
    },
    report: (): RowsInspected => ({ templates: templates.list(), preview }),
  }
}
