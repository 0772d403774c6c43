import { Terms } from '@disparo/api'
import {
  type Disparo,
  InvalidMessageError,
  type Lane,
  type MessageInput,
  type RowProblem,
} from '@disparo/core'
import { explainField, fieldsOf } from './validate-request.js'

interface MessageTerms {
  readonly lane?: Lane | undefined
  readonly sendAt?: Date
  readonly expiresAt?: Date
}

/** Parts a body into the message, which `send` judges, and how it is to be treated. @throws InvalidMessageError naming all that is wrong */
export async function readMessageBody(
  disparo: Disparo,
  body: unknown,
): Promise<{ message: MessageInput; terms: MessageTerms }> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { message: body as MessageInput, terms: {} }
  }
  const { lane, sendAt, expiresAt, ...message } = body as MessageInput &
    Record<'lane' | 'sendAt' | 'expiresAt', unknown>
  const terms = Terms.safeParse({ lane, sendAt, expiresAt }, { error: explainField })
  if (!terms.success) {
    const { problems } = await disparo.check([message], { details: false }).catch(() => ({ problems: [] }))
    throw new InvalidMessageError([...fieldsOf(terms.error), ...problems.map(withoutRow)])
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

function withoutRow({ row: _row, line: _line, ...problem }: RowProblem) {
  return problem
}
