import { z } from 'zod'
import { Instant, limit } from '../operation/index.js'
import { problemCoding } from '../problems/index.js'

const Count = z.int()

/** What is done with a message that does not go with the templates of its account. */
export const Enforce = z.enum(['off', 'warn', 'refuse'])
export type Enforce = z.infer<typeof Enforce>

/** A template, as far as messages are checked against it. */
export const Template = z
  .object({
    name: z.string().meta({ description: "The message's `elementName`." }),
    namespace: z
      .string()
      .optional()
      .meta({ description: 'Absent where the source does not say: any will do.' }),
    language: z.string().optional(),
    category: z.string().optional(),
    status: z.string().optional().meta({
      description: 'As Meta writes it; what is not `APPROVED` is sent to nobody.',
    }),
    header: z
      .object({ type: z.enum(['text', 'image', 'document', 'video', 'other']), text: z.string().optional() })
      .optional(),
    body: z.string().optional().meta({ example: 'Olá {{1}}, o pedido {{2}} saiu' }),
    variables: z.array(z.string()).optional().meta({
      description: "The body's variables in the order in which a message fills them.",
    }),
    footer: z.string().optional(),
    carousel: z.object({ cards: Count, isFilled: z.boolean() }).optional().meta({
      description:
        'How many cards it shows, and whether they take an image or variables, which no message here can give.',
    }),
    buttons: z.array(
      z.object({
        type: z.enum(['url', 'coupon', 'otp', 'reply', 'phone', 'other']),
        text: z.string().optional(),
        url: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Template' })
export type Template = z.infer<typeof Template>

const state = {
  enforce: Enforce,
  source: z.enum(['file', 'broker']).optional(),
  version: z.string().optional().meta({ description: 'It changes when the templates do.' }),
  total: Count.meta({ description: 'Templates in force.' }),
  fetchedAt: Instant.optional().meta({ description: 'When they were read last.' }),
  failure: z.object({ at: Instant, message: z.string() }).optional().meta({
    description: 'Why they could not be read since; those of before are in force.',
  }),
  problems: z.array(z.object({ path: z.string(), message: z.string(), ...problemCoding })).meta({
    description: 'What of the source could not be used; the first 50.',
  }),
}

/** A page of the templates of an account, in the order of their names. */
export const TemplatePage = z
  .object({
    ...state,
    templates: z.array(Template),
    next: z.string().optional().meta({
      description: 'Give it as `after` for the next page; absent on the last one.',
    }),
  })
  .meta({ id: 'TemplatePage' })
export type TemplatePage = z.infer<typeof TemplatePage>

/** What came of reading the templates anew. */
export const TemplateSync = z
  .object({
    synced: z.boolean().meta({
      description:
        'They were read, and are in force. `false`: it is `pending`, or `failure` says why not, or the account has no templates configured.',
    }),
    pending: z.boolean().meta({ description: 'No worker took it up within 15 s; one does so later.' }),
    ...state,
  })
  .meta({ id: 'TemplateSync' })
export type TemplateSync = z.infer<typeof TemplateSync>

/** Those that Meta gives a template. */
const statuses = [
  ...['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL', 'LIMIT_EXCEEDED'],
  ...['PENDING_DELETION', 'DELETED', 'ARCHIVED'],
]

export const TemplatesQuery = z.strictObject({
  q: z
    .string()
    .min(1, 'must have 1 to 100 characters')
    .max(100, 'must have 1 to 100 characters')
    .optional()
    .meta({ description: 'Part of the name; cases and accents are one.' }),
  status: z
    .string()
    .toUpperCase()
    .pipe(z.enum(statuses, `must be one of: ${statuses.join(', ')}`))
    .optional()
    .meta({ description: 'Only those of this status.', example: 'APPROVED' }),
  after: z
    .string()
    .regex(/^[\w-]{1,3000}\.[\w-]{0,400}\.[\w-]{0,3000}$/, 'must be the next of a page')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
  limit: limit(500, 100),
})
