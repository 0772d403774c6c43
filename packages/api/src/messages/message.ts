import { z } from 'zod'
import { Instant } from '../operation/index.js'
import { problemCoding } from '../problems/index.js'
import { Metadata } from './seed-message.js'
import { HasWorker, Lane, MessageStatus, Waiting } from './status.js'

const Count = z.int()

/** What is answered for a message that was enqueued. */
export const SendReceipt = z
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
    quietUntil: Instant.optional().meta({
      description: 'It is due within quiet hours of its recipient, and goes from then on.',
    }),
    cappedUntil: Instant.optional().meta({
      description:
        'Its person has had as many messages as the cap allows; it goes then, or later (`onCap` of the account is `wait`).',
    }),
    hasWorker: HasWorker,
    suppressed: z.string().optional().meta({
      description:
        'The code of why it would not be sent if it were its turn now (docs/errors.md); it is asked again then.',
      example: 'suppressed-opt-out',
    }),
    warnings: z
      .array(z.object({ path: z.string(), message: z.string(), ...problemCoding }))
      .readonly()
      .optional()
      .meta({
        description:
          'What does not go with the template, though it was taken (`templates.enforce` of the account is `warn`).',
      }),
  })
  .meta({ id: 'SendReceipt' })
export type SendReceipt = z.infer<typeof SendReceipt>

/** What became of a message. */
export const Message = z
  .object({
    id: z.string(),
    status: MessageStatus,
    lane: Lane,
    to: z.string(),
    namespace: z.string(),
    elementName: z.string(),
    externalLabel: z.string().optional(),
    reference: z.string().optional(),
    metadata: Metadata.optional(),
    content: z.record(z.string(), z.string()).nullable().optional().meta({
      description:
        'What it says, by the columns of a CSV (`body1` …), `null` where these cannot say it; only with `content=true`, and as long as it is known.',
    }),
    batch: z.string().optional(),
    row: Count.optional(),
    attempts: Count,
    upstreamId: z.string().optional(),
    request: z.string().optional().meta({
      description: 'In doubt, over XML: the `identificador` of the request that it went in.',
    }),
    detail: z.string().optional(),
    reason: z.string().optional().meta({
      description: 'Rejected, failed, suppressed or unknown: the code of why (docs/errors.md).',
      example: '132001',
    }),
    billable: z.boolean().optional().meta({ description: "The report's: whether it costs." }),
    origin: z.string().optional().meta({ description: "The report's: what kind of sender it names." }),
    sendAt: Instant.optional(),
    expiresAt: Instant.optional(),
    holdup: z
      .object({ reason: z.enum(['quiet-hours', 'cap']), until: Instant })
      .optional()
      .meta({ description: '`enqueued`: why it was put off when its turn came, and until when.' }),
    waiting: Waiting.optional().meta({
      description: '`unknown`: what the end of the doubt waits for; the last three, for somebody’s word.',
    }),
    evidence: z.object({ shown: Count, of: Count }).optional().meta({
      description: 'How many of how many accepted messages of its time the report showed last.',
    }),
    repliedAt: Instant.optional().meta({ description: 'When the recipient first answered.' }),
    tried: z
      .array(z.object({ at: Instant, reason: z.string() }))
      .readonly()
      .optional()
      .meta({
        description:
          'Attempts that came to nothing, or to a doubt, up to five of the last: when each began, and the code of why.',
      }),
    timeline: z.partialRecord(MessageStatus, Instant).meta({
      description: 'When it first had each status it has had; `sending` is when its last attempt began.',
    }),
  })
  .meta({ id: 'Message' })
export type Message = z.infer<typeof Message>
