import { waitings } from '@disparo/core/internal/ledger'
import { Lane, MessageStatus } from '@disparo/core/internal/message'
import { suspicionKinds } from '@disparo/core/internal/queue'
import { textEncodings } from '@disparo/rows'
import { z } from 'zod'
import { Problem, type ProblemKind, problemType, statusOf } from '../problem/problem.js'

const Instant = z.string().meta({ format: 'date-time', example: '2026-11-27T12:00:00.000Z' })
const Count = z.int()

const HasWorker = z.boolean().optional().meta({
  description:
    '`false`: no worker of the account has shown itself for 20 s; nothing is sent until one runs. Absent where that cannot be told.',
})

export const SendAnswer = z
  .object({
    id: z.string(),
    lane: Lane,
    created: z
      .boolean()
      .meta({ description: '`false`: this key was known already, and nothing new was enqueued.' }),
    estimatedSendAt: Instant.optional().meta({
      description:
        'Judging by what waits and by the limit; absent when nothing new was enqueued, or no worker is there.',
    }),
    hasWorker: HasWorker,
  })
  .meta({ id: 'SendAnswer' })
export type SendAnswer = z.infer<typeof SendAnswer>

const Line = z.int().meta({
  description: 'As an editor or a spreadsheet counts it, from 1, with the header; where the input has lines.',
})
const RowProblem = z.object({ row: Count, line: Line.optional(), path: z.string(), message: z.string() })

export const BatchAnswer = z
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
    duplicates: Count.meta({ description: 'Rows whose own key is that of a message enqueued elsewhere.' }),
    rejected: Count.meta({ description: 'Bad rows.' }),
    encoding: z.enum(textEncodings).optional().meta({
      description: 'What a CSV was read as: declared, or what its first bytes that are not ASCII show.',
    }),
    withdrawn: Count.meta({ description: 'Messages that were cancelled, for the rows have them no more.' }),
    earlier: z.string().optional().meta({
      description: 'The batch that an input of the same name (`source`) became within a day.',
    }),
    problems: z
      .array(RowProblem)
      .meta({ description: 'The first 1,000. Rows count from 1; a header and empty lines are no rows.' }),
    suspicions: z.array(z.object({ kind: z.enum(suspicionKinds), count: Count, rows: z.array(Count) })).meta({
      description: 'What looks like a mistake in rows that were taken; the first 10 rows of each kind.',
    }),
    estimatedDoneAt: Instant.optional().meta({
      description:
        'When all of it will have been sent, by the limit, what waits, and the `sendAt` of rows; absent when no worker is there.',
    }),
    hasWorker: HasWorker,
    links: z.object({ self: z.string(), messages: z.string(), rejected: z.string() }),
  })
  .meta({ id: 'BatchAnswer' })
export type BatchAnswer = z.infer<typeof BatchAnswer>

export const MessageAnswer = z
  .object({
    id: z.string(),
    status: MessageStatus,
    lane: Lane,
    to: z.string(),
    namespace: z.string(),
    elementName: z.string(),
    externalLabel: z.string().optional(),
    batch: z.string().optional(),
    row: Count.optional(),
    attempts: Count,
    upstreamId: z.string().optional(),
    request: z.string().optional().meta({
      description: 'In doubt, over XML: the `identificador` of the request that it went in.',
    }),
    detail: z.string().optional(),
    billable: z.boolean().optional().meta({ description: "The report's: whether it costs." }),
    origin: z.string().optional().meta({ description: "The report's: what kind of sender it names." }),
    sendAt: Instant.optional(),
    expiresAt: Instant.optional(),
    waiting: z.enum(waitings).optional().meta({
      description: '`unknown`: what the end of the doubt waits for; the last three, for somebody’s word.',
    }),
    evidence: z.object({ shown: Count, of: Count }).optional().meta({
      description: 'How many of how many accepted messages of its time the report showed last.',
    }),
    repliedAt: Instant.optional().meta({ description: 'When the recipient first answered.' }),
    timeline: z.partialRecord(MessageStatus, Instant).meta({
      description: 'When it first had each status it has had; `sending` is when its last attempt began.',
    }),
  })
  .meta({ id: 'Message' })

export const BatchStateAnswer = z
  .object({
    id: z.string(),
    lane: Lane,
    state: z.enum(['running', 'paused', 'cancelled']).meta({
      description: '`running` unless it is paused or cancelled, also when all of it is settled.',
    }),
    createdAt: Instant,
    total: Count,
    rejectedRows: Count,
    counts: z.record(MessageStatus, Count).meta({ description: 'Messages by status; their sum is `total`.' }),
    hasWorker: HasWorker,
  })
  .meta({ id: 'Batch' })

export const PageAnswer = z
  .object({
    messages: z.array(MessageAnswer),
    next: Count.optional().meta({
      description: 'Give it as `after` for the next page; absent on the last one.',
    }),
  })
  .meta({ id: 'BatchPage' })

export const RejectedAnswer = z
  .object({
    rejected: z.array(RowProblem).meta({
      description: 'What was wrong with the rows of the last import; the first 100,000 problems.',
    }),
    next: Count.optional().meta({
      description: 'Give it as `after` for the next page; absent on the last one.',
    }),
  })
  .meta({ id: 'RejectedRows' })

const ofEveryRoute = [
  'unauthorized',
  'forbidden',
  'too-many-failures',
  'too-busy',
  'internal',
] as const satisfies ProblemKind[]

/** The problems a route may answer, for its `response` schema; those of every guarded route are among them. */
export function problemAnswers(...kinds: ProblemKind[]) {
  const ofStorage: ProblemKind[] = kinds.includes('storage-unavailable') ? ['storage-full'] : []
  const all: ProblemKind[] = [...kinds, ...ofStorage, ...ofEveryRoute]
  return Object.fromEntries(
    [...new Set(all.map(statusOf))].map((status) => {
      const same = all.filter((kind) => statusOf(kind) === status)
      const description = same.map((kind) => `/problems/${kind}`).join(', ')
      return [status, { description, content: { [problemType]: { schema: Problem } } }]
    }),
  )
}
