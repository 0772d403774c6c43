import { z } from 'zod'
import { Instant, limit } from '../operation/index.js'

/** What somebody did. */
export const auditActions = [
  'batch-created',
  'batch-corrected',
  'batch-paused',
  'batch-resumed',
  'batch-cancelled',
  'batch-rescheduled',
  'batch-paced',
  'batch-renamed',
  'batch-retried',
  'message-retried',
  'doubt-resolved',
  'suppressed',
  'unsuppressed',
  'person-forgotten',
  'exported',
  'callbacks-replayed',
  'templates-synced',
  'queue-changed',
  'key-created',
  'key-revoked',
] as const
export const AuditAction = z.enum(auditActions)
export type AuditAction = z.infer<typeof AuditAction>

export const AuditQuery = z.strictObject({
  limit: limit(500, 50),
  action: AuditAction.optional().meta({ description: 'Only these.' }),
  by: z
    .string()
    .min(1, 'must have 1 to 200 characters')
    .max(200, 'must have 1 to 200 characters')
    .optional()
    .meta({ description: 'Only what this user, or API key (`key:NAME:ID`), did.' }),
  before: z
    .string()
    .regex(/^\d{1,15}-\d{1,15}$/, 'must be the next of a page')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
})

/** Something that somebody did. It names nobody who was messaged, and nothing that was said. */
export const Act = z
  .object({
    id: z.string(),
    at: Instant,
    action: AuditAction,
    by: z.string().optional().meta({
      description: 'A user, or an API key as `key:NAME:ID`; absent where a program of yours did not say.',
    }),
    batch: z.string().optional(),
    message: z.string().optional(),
    count: z.int().optional().meta({ description: 'How many messages, people or callbacks.' }),
    what: z.string().optional().meta({
      description:
        'What was exported (`messages`, `suppressions`); how a doubt was resolved (`accepted`, `resend`); why people are suppressed (`opt-out` …); the new pace or moment; what was done in the board to which lane (`pause bulk`); the id of a key.',
    }),
  })
  .meta({ id: 'Act' })
export type Act = z.infer<typeof Act>

export const AuditPage = z
  .object({
    acts: z.array(Act).meta({ description: 'The latest first.' }),
    next: z.string().optional().meta({ description: 'Where older ones follow: their `before`.' }),
  })
  .meta({ id: 'AuditPage' })
