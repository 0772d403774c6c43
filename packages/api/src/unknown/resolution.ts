import { z } from 'zod'
import { Message, MessageStatus } from '../messages/index.js'
import { mostResolved } from './most-resolved.js'

export const UnknownMessages = z.object({ messages: z.array(Message) }).meta({ id: 'UnknownMessages' })
export type UnknownMessages = z.infer<typeof UnknownMessages>

export const Resolution = z.strictObject({
  as: z.enum(['accepted', 'resend'], 'must be accepted (it was sent) or resend (it was not)').meta({
    description: '`accepted`: it was sent. `resend`: it was not, and is sent again.',
  }),
})

const atMost = `1 to ${mostResolved} ids`

export const ManyResolutions = Resolution.extend({
  ids: z
    .array(z.string().min(1).max(200))
    .min(1, `must have ${atMost}`)
    .max(mostResolved, `must have ${atMost}`)
    .optional(),
  batch: z.string().min(1).max(200).optional(),
  request: z.string().min(1).max(200).optional().meta({
    description: 'Over XML: the `identificador` of a request of many messages.',
  }),
}).refine(
  ({ ids, batch, request }) => [ids, batch, request].filter((each) => each !== undefined).length === 1,
  { message: 'must have one of ids, batch and request' },
)

export const DoubtsResolved = z
  .object({
    resolved: z.int().meta({ description: 'Doubts that this request has ended, 1,000 at most.' }),
    notUnknown: z
      .array(z.string())
      .meta({ description: 'Of `ids`: those that are not in doubt, or not known. They stay as they are.' }),
    results: z
      .array(z.object({ id: z.string(), resolved: z.boolean(), status: MessageStatus.optional() }))
      .meta({
        description:
          'Of each of `ids`: whether this request has ended a doubt about it, and what it is now; without `status` it is not known.',
      }),
    more: z.boolean().meta({ description: 'More of the batch or request may be in doubt: ask again.' }),
  })
  .meta({ id: 'DoubtsResolved' })
export type DoubtsResolved = z.infer<typeof DoubtsResolved>
