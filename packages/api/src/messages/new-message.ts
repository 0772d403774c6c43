import { z } from 'zod'
import { Moment } from '../operation/index.js'
import { FriendlyMessage } from './friendly-message.js'
import { SeedMessage } from './seed-message.js'
import { LaneChoice } from './status.js'

/** How a message is to be treated; it stands beside the message. */
export const Terms = z.object({
  lane: LaneChoice.optional().meta({
    description:
      'Default: urgent for a one-time code, bulk for the category Marketing, else the default of the account.',
  }),
  sendAt: Moment.optional().meta({ description: 'Not before.' }),
  expiresAt: Moment.optional().meta({ description: 'Not after: still unsent by then, the message expires.' }),
})

/**
 * A message to be enqueued, in either form. The service judges it by the rules of its account, and more strictly: no line
 * breaks in texts, one header and one body, and so on.
 */
export const NewMessage = z.union([SeedMessage.extend(Terms.shape), FriendlyMessage.extend(Terms.shape)])
export type NewMessage = z.input<typeof NewMessage>

const ofRow = {
  key: z.string().min(1).max(200).optional().meta({
    description: 'The same key is the same message, in whatever batch it comes.',
  }),
  sendAt: Terms.shape.sendAt,
  expiresAt: Terms.shape.expiresAt,
}

/** A row of a batch in JSON or NDJSON. */
export const NewRow = z.union([SeedMessage.extend(ofRow), FriendlyMessage.extend(ofRow)])
export type NewRow = z.input<typeof NewRow>
