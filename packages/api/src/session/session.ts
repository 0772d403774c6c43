import { z } from 'zod'
import { Instant } from '../operation/index.js'

/** Who logs in. */
export const Login = z.strictObject({
  user: z
    .string('must be text')
    .min(1, 'must have 1 to 64 characters')
    .max(64, 'must have 1 to 64 characters'),
  password: z
    .string('must be text')
    .min(1, 'must have 1 to 200 characters')
    .max(200, 'must have 1 to 200 characters'),
})

/** Who is logged in, and what they may do. */
export const Session = z
  .object({
    user: z.string(),
    roles: z
      .array(z.enum(['send', 'read', 'operate', 'admin']))
      .meta({ description: 'What the user may do; each stands for itself.' }),
    accounts: z.array(z.string()).meta({
      description: 'The accounts that the user may see, in the order of configuration.',
    }),
    endsAt: Instant.meta({
      description: 'When it ends, however much it is used; unused, it ends after 8 h.',
    }),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

/** That a session is over. */
export const SessionEnded = z
  .object({ ended: z.boolean().meta({ description: '`false`: there was none.' }) })
  .meta({ id: 'SessionEnded' })
export type SessionEnded = z.infer<typeof SessionEnded>
