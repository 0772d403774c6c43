import { type Disparo, type FieldProblem, InvalidMessageError, type Lane } from '@disparo/core'
import { FriendlyMessage, Message } from '@disparo/core/internal/message'
import { z } from 'zod'
import { LaneChoice } from './lane-choice.js'
import { Moment } from './moment.js'

const Terms = z.object({
  lane: LaneChoice.optional().meta({
    description:
      'Default: urgent for a one-time code, bulk for the category Marketing, else the default of the account.',
  }),
  sendAt: Moment.optional().meta({ description: 'Not before.' }),
  expiresAt: Moment.optional().meta({ description: 'Not after: still unsent by then, the message expires.' }),
})

/** What the documentation shows; the message itself is judged by the library, which knows the account's rules. */
export const MessageBody = z.union([z.intersection(Message, Terms), z.intersection(FriendlyMessage, Terms)])

export interface MessageTerms {
  readonly lane?: Lane | undefined
  readonly sendAt?: Date
  readonly expiresAt?: Date
}

/** Parts a body into the message and how it is to be treated. @throws InvalidMessageError naming all that is wrong */
export async function readMessageBody(
  disparo: Disparo,
  body: unknown,
): Promise<{ message: unknown; terms: MessageTerms }> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { message: body, terms: {} }
  const { lane, sendAt, expiresAt, ...message } = body as Record<string, unknown>
  const terms = Terms.safeParse({ lane, sendAt, expiresAt })
  if (!terms.success) {
    const { problems } = await disparo.check([message])
    const own = terms.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    throw new InvalidMessageError([...own, ...problems.map(withoutRow)])
  }
  return { message, terms: readTerms(terms.data) }
}

/** The instants of a request, as the library takes them. */
export function readTerms<T extends { sendAt?: string | undefined; expiresAt?: string | undefined }>(
  terms: T,
) {
  const { sendAt, expiresAt, ...others } = terms
  return {
    ...others,
    ...(sendAt === undefined ? {} : { sendAt: new Date(sendAt) }),
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
  }
}

function withoutRow({ path, message }: FieldProblem): FieldProblem {
  return { path, message }
}
