import { z } from 'zod'

const Count = z.int()

/** Whom to forget. */
export const Forget = z.strictObject({
  recipient: z.string('must be text').max(64, 'must be a phone number').meta({
    description: 'A phone number in any usual writing, with or without the ninth digit.',
    example: '5511900000001',
  }),
  everywhere: z.boolean('must be true or false').optional().meta({
    description: 'Look at all keys of Redis in any case, for some 10 to 20 s each million.',
  }),
})

/** How far a search through all keys is. */
export const ForgetProgress = z.object({ looked: Count, of: Count })
export type ForgetProgress = z.infer<typeof ForgetProgress>

/** What became of it. */
export const Forgotten = z
  .object({
    messages: Count.meta({
      description: 'Nobody is in them any more; those still to be sent are cancelled.',
    }),
    jobs: Count.meta({ description: 'Jobs removed from the lanes.' }),
    pending: Count.meta({
      description:
        'Their attempt is under way or in doubt: they are forgotten when that is over, and not sent again.',
    }),
    unreadable: Count.meta({
      description:
        'Texts that did not open, for lack of a data key or for damage: they may be about the person.',
    }),
    scanned: z.enum(['before-index', 'closed-key', 'long-waiting', 'asked']).optional().meta({
      description: 'Why all keys of Redis were looked at; absent where the index of persons was enough.',
    }),
  })
  .meta({ id: 'Forgotten' })
export type Forgotten = z.infer<typeof Forgotten>
