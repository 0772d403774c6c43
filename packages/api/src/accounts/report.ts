import { z } from 'zod'
import { Instant } from '../operation/index.js'

const Count = z.int()

const Rendition = z.object({
  namespaces: z
    .array(z.object({ sent: z.string(), shown: z.string() }))
    .readonly()
    .optional()
    .meta({ description: 'The namespace that is shown for the one sent.' }),
  elementName: z.string().optional().meta({ description: '`as-sent`, `other-case` or `other`.' }),
  label: z.string().optional().meta({
    description: 'How much of an externalLabel is shown: `whole`, `cut:<characters>`, `none` or `other`.',
  }),
  labelCase: z.string().optional().meta({ description: '`as-sent` or `other-case`.' }),
  recipient: z.string().optional().meta({
    description: '`as-sent`, `other-ninth-digit`, `without-country` or `other`.',
  }),
  senders: z
    .array(z.string())
    .readonly()
    .optional()
    .meta({ description: "The account's own numbers, all but two digits masked." }),
})

/** How the report of Hi Platform is followed. */
export const Report = z
  .object({
    followed: z.object({
      messages: Count.meta({ description: 'Messages whose status the report may still change.' }),
      slices: Count.meta({ description: 'The stretches of 30 s in which they were sent.' }),
    }),
    oldestOpenAt: Instant.optional().meta({ description: 'The start of the oldest of those stretches.' }),
    lastScanAt: Instant.optional().meta({ description: 'When the last complete scan began.' }),
    foreign: Count.meta({
      description: 'Items that are none of our messages: what operators and other programs sent meanwhile.',
    }),
    missingMessages: Count.meta({
      description: 'Messages accepted that the report never showed until their time in it was over.',
    }),
    unmatched: z.object({ since: Instant, shown: Count, of: Count, field: z.string() }).optional().meta({
      description:
        'Where the report shows less than half of what was accepted lately, for 15 minutes at least: how many of how many, and in which `field` it differs (`nothing`: it shows nothing like it).',
    }),
    quota: z.object({
      max: Count,
      windowMs: Count,
      left: Count.meta({ description: 'Report requests that may be made now.' }),
      resetAt: Instant.optional().meta({ description: 'Where none is left: when there is one again.' }),
    }),
    sender: z.string().optional().meta({ description: "The account's own number, as the report shows it." }),
    rendition: Rendition.optional().meta({
      description: 'How the report writes what it is sent, once enough messages have shown it.',
    }),
    webhook: z
      .object({
        matched: Count,
        unmatched: Count,
        repeatedIds: Count.meta({
          description:
            "Messages whose upstream id another message had before: it is not gone by. Such answers' ids are worth a look.",
        }),
      })
      .optional()
      .meta({
        description: "Events of Hi Broker's webhook: of messages of ours, and of none known so far.",
      }),
  })
  .meta({ id: 'Report' })
export type Report = z.infer<typeof Report>
