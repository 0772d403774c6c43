import { z } from 'zod'
import { Instant, Moment } from '../operation/index.js'

const distinct = (all: readonly string[]) => new Set(all).size === all.length
const Role = z.enum(['send', 'read', 'operate', 'admin'], 'must be send, read, operate or admin')

/** A key to be made. */
export const NewApiKey = z.strictObject({
  name: z
    .string('must be text')
    .regex(/^[A-Za-z0-9._@+-]{1,64}$/, 'must be 1 to 64 letters, digits and . _ @ + -')
    .meta({ description: 'What it is for; told with what is done by it.', example: 'loja' }),
  roles: z
    .array(Role, 'must be a list of roles')
    .min(1, 'must name at least one role')
    .max(4, 'must name each role once')
    .refine(distinct, 'must name each role once')
    .meta({ description: 'Of those that you have.' }),
  accounts: z
    .union(
      [
        z.literal('*'),
        z
          .array(z.string().min(1).max(100))
          .min(1, 'must name at least one account')
          .max(1_000, 'must name at most 1,000 accounts')
          .refine(distinct, 'must name each account once'),
      ],
      'must be "*", or a list of names of accounts',
    )
    .meta({ description: 'Of those that are open to you; `*` is all, for who sees all.' }),
  expiresAt: Moment.optional().meta({
    description: 'When it ends, at most 10 years ahead. Default: when it is revoked.',
  }),
})
export type NewApiKey = z.infer<typeof NewApiKey>

const known = {
  id: z.string().meta({ description: 'The ten characters after `disparo_`.', example: 'A1b2C3d4E5' }),
  name: z.string(),
  roles: z.array(z.enum(['send', 'read', 'operate', 'admin'])),
  accounts: z.union([z.literal('*'), z.array(z.string())]),
  createdBy: z.string().meta({ description: 'It may never more than this user may now.' }),
  createdAt: Instant,
  expiresAt: Instant.optional(),
}

/** A key as it is listed. */
export const ApiKey = z
  .object({
    ...known,
    lastUsedAt: Instant.optional().meta({ description: 'To the minute; absent where it never was.' }),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

/** A key that was made. */
export const MadeApiKey = z
  .object({
    ...known,
    key: z.string().meta({
      description: 'For `Authorization: Bearer …`. It is shown here, and never again.',
      example: 'disparo_A1b2C3d4E5…',
    }),
  })
  .meta({ id: 'MadeApiKey' })
export type MadeApiKey = z.infer<typeof MadeApiKey>

export const ApiKeys = z
  .object({ keys: z.array(ApiKey).meta({ description: 'The newest first; 1,000 at most.' }) })
  .meta({ id: 'ApiKeys' })

/** That a key is not good any more. */
export const KeyRevoked = z
  .object({
    revoked: z.boolean().meta({ description: '`false`: there was none, or it is not yours to revoke.' }),
  })
  .meta({ id: 'KeyRevoked' })
