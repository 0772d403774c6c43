import { z } from 'zod'
import { Instant } from '../operation/index.js'
import { problemCoding } from '../problems/index.js'
import { BatchReceipt, Line, SuspicionKind } from './receipt.js'

const Count = z.int()

const TemplateUse = z.object({
  namespace: z.string(),
  elementName: z.string(),
  count: Count,
  variables: z
    .array(z.object({ variables: Count, count: Count }))
    .readonly()
    .meta({
      description: 'How many messages have how many variables in their body; the most frequent first.',
    }),
})

const RowPreview = z.object({
  row: Count,
  line: Count.optional(),
  to: z.string(),
  namespace: z.string(),
  elementName: z.string(),
  sendAt: Instant.optional(),
  variables: z.array(z.string()).readonly().meta({ description: 'What the body is filled with.' }),
  header: z.object({ type: z.string(), text: z.string().optional(), link: z.string().optional() }).optional(),
  body: z.string().optional().meta({ description: 'Absent where the template is not known.' }),
  footer: z.string().optional(),
  buttons: z
    .array(
      z.object({
        type: z.string(),
        text: z.string().optional(),
        url: z.string().optional(),
        code: z.string().optional(),
      }),
    )
    .readonly(),
})

const Decimal = z.string().meta({ description: 'An exact decimal.', example: '0.3450' })

const Cost = z.object({
  currency: z.string(),
  date: z.string().meta({ description: 'From when the prices are.' }),
  amount: Decimal,
  items: z
    .array(
      z.object({ category: z.string(), country: z.string(), count: Count, price: Decimal, amount: Decimal }),
    )
    .readonly(),
  unpriced: Count.meta({ description: 'Messages without a price; they are not in the amount.' }),
})

const NamedRow = z.object({ row: Count, line: Line.optional() })

const named = (what: string) => z.array(NamedRow).readonly().meta({ description: what })

const NamedRows = z
  .object({
    unchanged: named('The batch has them already.'),
    repeated: named('Alike to another row.'),
    duplicates: named('Their own key is that of a message enqueued elsewhere.'),
    samePerson: named('For a person who has another row.'),
    suppressed: z
      .array(NamedRow.extend({ reason: z.string() }))
      .readonly()
      .meta({
        description: 'Would not be sent if it were their turn now, and the code of why (docs/errors.md).',
      }),
    suspicious: z
      .array(NamedRow.extend({ kind: SuspicionKind, ...problemCoding }))
      .readonly()
      .meta({
        description: 'One entry for each kind; where a template does not fit, with the code of what.',
      }),
    recent: named('Whose recipients got the same template. For users who may `read` alone.').optional(),
  })
  .meta({ description: 'Which rows those are that are counted: the first 1,000 of each kind.' })

const QuietHours = z.object({
  windows: z.array(z.object({ days: z.array(z.string()), from: z.string(), until: z.string() })),
  closedDates: z.array(z.string()),
  covers: z.enum(['marketing', 'all-but-otp']),
  urgent: z.boolean(),
  zone: z.string().meta({ description: '`recipient`, or a time zone.' }),
})

/** What is answered for a batch that was only checked: its receipt as it would be. Nothing was enqueued. */
export const BatchCheck = BatchReceipt.omit({ id: true, links: true })
  .extend({
    id: z
      .string()
      .optional()
      .meta({ description: 'The batch that the rows would go into, where it is there already.' }),
    contentSha256: z.string().meta({
      description: 'SHA-256 of the body, in hex: with it as `sha256` nothing else is enqueued.',
    }),
    named: NamedRows,
    quietHours: QuietHours.optional().meta({
      description: "When the account's messages may go; absent where it keeps no quiet hours.",
    }),
    quiet: z
      .object({ messages: Count, until: Instant })
      .optional()
      .meta({ description: 'So many would wait for those hours, the first of them until then.' }),
    overQuota: z
      .object({ quota: z.enum(['waiting', 'perMinute']), max: Count })
      .optional()
      .meta({ description: 'What would keep out some of the rows now.' }),
    recent: z
      .object({ count: Count, rows: z.array(Count).readonly(), of: Count })
      .optional()
      .meta({
        description:
          'Rows whose recipients got the same template within 24 hours, or have one that waits; the first 10, `of` so many rows that were looked up. For users who may `read` alone.',
      }),
    cost: Cost.optional().meta({
      description:
        "By the account's `rates`, if all are delivered that are not suppressed; absent where it has none.",
    }),
    templates: z
      .array(TemplateUse)
      .readonly()
      .meta({ description: 'Of the rows that would be enqueued; the 50 most used.' }),
    preview: z
      .array(RowPreview)
      .readonly()
      .meta({ description: 'The first three of them, as their recipients would see them.' }),
  })
  .meta({ id: 'BatchCheck' })
export type BatchCheck = z.infer<typeof BatchCheck>
