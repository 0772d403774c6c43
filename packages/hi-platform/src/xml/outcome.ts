import { type AttemptResult, describeRejection, type Outcome, outcomeOf, type Reply } from '../rest/index.js'
import { classifyAnswerText } from './classify-answer-text.js'
import { readAnswer, type XmlAnswer } from './read-answer.js'

/**
 * Decides what a 50.01 request came to, for all of its contacts alike. HTTP 200 proves nothing: only a code says that
 * the messages were taken (`upstreamId`), and only words that plainly speak of a contact, a parameter or the template that
 * they were refused. Words of the account, a limit or an outage mean that. Anything else leaves them in doubt, and is
 * `denied`: upstream answered, and nobody knows what. Other statuses, and errors, mean what they mean in REST, but
 * that none of them alone refuses a message.
 */
export function xmlOutcomeOf(attempt: AttemptResult): Outcome {
  if (!('reply' in attempt)) return outcomeOf(attempt)
  const { reply } = attempt
  if (reply.status >= 200 && reply.status <= 299) return outcomeOfAnswer(reply, 'no-code')
  const outcome = outcomeOf(attempt)
  return outcome.kind === 'rejected' ? outcomeOfAnswer(reply, outcome.reason) : outcome
}

/** @param reason - where the answer gives none of its own */
function outcomeOfAnswer({ body, complete, status }: Reply, reason: string): Outcome {
  const answer = readAnswer(body)
  if (answer.kind === 'code' && status < 300) return { kind: 'accepted', upstreamId: answer.code }
  if (!complete) return { kind: 'unknown', reason }
  return answer.kind === 'error' ? outcomeOfWords(answer, reason) : { kind: 'unknown', reason, denied: true }
}

function outcomeOfWords({ id, text }: Extract<XmlAnswer, { kind: 'error' }>, without: string): Outcome {
  const reason = id !== undefined && /^\d{1,4}$/.test(id) ? `xml-${id}` : 'xml-error'
  const detail = describeRejection(text)
  const said = detail === '' ? {} : { upstreamText: detail }
  const matter = classifyAnswerText(text)
  switch (matter) {
    case 'contact':
    case 'template':
      return { kind: 'rejected', reason, detail, subject: matter }
    case 'access':
      return { kind: 'account-fault', reason, ...said }
    case 'limit':
      return { kind: 'throttled', ...said }
    case 'outage':
      return { kind: 'unavailable', reason, ...said }
    case 'doubt':
      return { kind: 'unknown', reason, ...said }
    case 'success':
    case 'unclear':
      // A sentence without an id need not be an error.
      return { kind: 'unknown', reason: id === undefined ? without : reason, denied: true, ...said }
  }
}
