import { z } from 'zod'
import { HasWorker, Lane } from '../messages/index.js'
import { Instant, Next } from '../operation/index.js'
import { problemCoding, problemColumn } from '../problems/index.js'
import { EndlessReason } from './holdup.js'

const Count = z.int()

export const Line = z.int().meta({
  description: 'As an editor or a spreadsheet counts it, from 1, with the header; where the input has lines.',
})

/** What was wrong with a row. */
export const RowProblem = z.object({
  row: Count,
  line: Line.optional(),
  column: problemColumn,
  path: z.string(),
  message: z.string(),
  ...problemCoding,
})
export type RowProblem = z.infer<typeof RowProblem>

/** What looks like a mistake in rows that may be sent all the same. */
export const SuspicionKind = z.enum([
  'unknown-template',
  'unapproved-template',
  'template-mismatch',
  'variables',
  'blank',
  'spreadsheet-error',
  'missing-value',
  'placeholder',
  'past',
])
export type SuspicionKind = z.infer<typeof SuspicionKind>

export const Suspicions = z
  .array(
    z.object({
      kind: SuspicionKind,
      count: Count,
      rows: z.array(Count),
      detail: z.string().optional().meta({
        description: 'Of templates: what is wrong with the first of the rows, and where.',
      }),
    }),
  )
  .meta({
    description: 'What looks like a mistake in rows that were taken; the first 10 rows of each kind.',
  })

/** How the text of an input may be written. */
export const TextEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])
export type TextEncoding = z.infer<typeof TextEncoding>

/** What is answered for a batch whose rows were read. */
export const BatchReceipt = z
  .object({
    id: z.string(),
    lane: Lane,
    rows: Count.meta({ description: 'Rows read: enqueued + unchanged + repeated + duplicates + rejected.' }),
    enqueued: Count.meta({ description: 'Enqueued by this request.' }),
    unchanged: Count.meta({ description: 'Enqueued in this batch before, whatever became of them.' }),
    repeated: Count.meta({
      description: 'Alike to another row in person, content and `sendAt`: they are one message.',
    }),
    samePerson: Count.meta({
      description:
        'Rows for a person who has another one with different content; enqueued, unless `unique` leaves them out.',
    }),
    suppressed: Count.meta({
      description:
        'Of those enqueued: would not be sent if it were their turn now, for their persons are suppressed. It is asked again then.',
    }),
    duplicates: Count.meta({ description: 'Rows whose own key is that of a message enqueued elsewhere.' }),
    rejected: Count.meta({ description: 'Bad rows.' }),
    encoding: TextEncoding.optional().meta({
      description: 'What a CSV was read as: declared, or what its first bytes that are not ASCII show.',
    }),
    withdrawn: Count.meta({ description: 'Messages that were cancelled, for the rows have them no more.' }),
    earlier: z.string().optional().meta({
      description: 'The batch that an input of the same name (`source`) became within a day.',
    }),
    problems: z
      .array(RowProblem)
      .meta({ description: 'The first 1,000. Rows count from 1; a header and empty lines are no rows.' }),
    suspicions: Suspicions,
    state: z.enum(['paused', 'halted', 'cancelled']).optional().meta({
      description: 'How the batch stands, where nothing of it goes until somebody resumes it.',
    }),
    estimatedDoneAt: z.union([Instant, z.null()]).optional().meta({
      description:
        'When all of it will have been sent, by the limit, what waits, and the `sendAt` of rows; `null` where nobody can know, absent when no worker is there.',
    }),
    estimatedDoneReason: EndlessReason.optional().meta({ description: 'Why nobody can know.' }),
    hasWorker: HasWorker,
    links: z.object({ self: z.string(), messages: z.string(), rejected: z.string() }),
  })
  .meta({ id: 'BatchReceipt' })
export type BatchReceipt = z.infer<typeof BatchReceipt>

export const RejectedRows = z
  .object({
    rejected: z.array(RowProblem).meta({
      description: 'What was wrong with the rows of the last import; the first 100,000 problems.',
    }),
    next: Next,
  })
  .meta({ id: 'RejectedRows' })
export type RejectedRows = z.infer<typeof RejectedRows>
