import { type AttemptResult, describeRejection, type Outcome, outcomeOf, type Reply } from '../hi/index.js'
import { matterOf } from './error-matter.js'
import { readAnswer } from './read-answer.js'

/**
 * Decides what a 50.01 request came to, for all of its contacts alike. HTTP 200 proves nothing: only a code says that
 * the messages were taken (`upstreamId`), an error envelope why they were not, and anything else is `unknown` (`no-code`).
 * Any other status, and an error, mean what they mean in REST.
 */
export function xmlOutcomeOf(attempt: AttemptResult): Outcome {
  const succeeded = 'reply' in attempt && attempt.reply.status >= 200 && attempt.reply.status <= 299
  return succeeded ? outcomeOfAnswer(attempt.reply) : outcomeOf(attempt)
}

const noCode = { kind: 'unknown', reason: 'no-code' } as const

function outcomeOfAnswer({ body, complete }: Reply): Outcome {
  const answer = readAnswer(body)
  if (answer.kind === 'code') return { kind: 'accepted', upstreamId: answer.code }
  return answer.kind === 'error' && complete ? outcomeOfError(answer) : noCode
}

function outcomeOfError({ id, text }: { readonly id?: string; readonly text: string }): Outcome {
  const reason = id !== undefined && /^\d{1,4}$/.test(id) ? `xml-${id}` : 'xml-error'
  switch (matterOf(text)) {
    case 'access':
      return { kind: 'account-fault', reason }
    case 'limit':
      return { kind: 'throttled' }
    case 'outage':
      return { kind: 'unavailable', reason }
    case 'doubt':
      return { kind: 'unknown', reason }
    case 'message':
      return { kind: 'rejected', reason, detail: describeRejection(text) }
    case 'unclear':
      // A sentence without an id need not be an error; an id without a word says nothing against the messages.
      if (id === undefined) return noCode
      return text === ''
        ? { kind: 'account-fault', reason }
        : { kind: 'rejected', reason, detail: describeRejection(text) }
  }
}
