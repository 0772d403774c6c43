import { strict as assert } from 'node:assert'
import type { Clause } from './clause.js'
import { postOversized } from './post-oversized.js'
import { type Answer, basicOf, postTemplate, templateUrl } from './rest/ask.js'
import { QuotaHeaders, Refusal, read } from './rest/shapes.js'
import type { Session } from './service.js'
import { addressOf, askXml } from './xml/ask.js'
import { readProblem } from './xml/shapes.js'

/** More requests than a stand-in allows in its window. */
const MANY = 1_000

/** Asks until it is told that it was too often. */
async function throttled(session: Session, ask: (session: Session) => Promise<Answer>): Promise<Answer> {
  for (let n = 0; n < MANY; n++) {
    const answer = await ask(session)
    if (answer.status === 429) return answer
  }
  throw new assert.AssertionError({ message: `${MANY} requests were let in` })
}

function assertUsedUp({ headers }: Answer): void {
  const quota = QuotaHeaders.parse(headers)
  assert.equal(quota['x-rate-limit-remaining'], 0)
  assert.ok(quota['x-rate-limit-reset'] > 0 && quota['x-rate-limit-reset'] <= 60)
}

/** Larger than any service takes. */
const TOO_LARGE = 64 * 1024 ** 2

/** They use the quotas up, so they come last. */
export const limitClauses: readonly Clause[] = [
  {
    interface: 'REST',
    effect: 'tries',
    says: 'answers 413 to a message that is too large',
    check: async ({ service }) => {
      const headers = { authorization: basicOf(service), 'content-type': 'application/json' }
      const answer = await postOversized(templateUrl(service), TOO_LARGE, headers)
      assert.equal(answer.status, 413)
      read(Refusal, answer)
    },
  },
  {
    interface: 'XML',
    effect: 'tries',
    says: 'answers 413 to a form that is too large',
    check: async ({ service }) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const { status, text } = await postOversized(addressOf(service).url, TOO_LARGE, headers)
      assert.equal(status, 413)
      if (service.differences.xmlEverywhere) readProblem(text)
    },
  },
  {
    interface: 'REST',
    effect: 'tries',
    says: 'answers 429, "Too many connections.", to more messages than the limit, wrong ones counting too',
    check: async (session) => {
      const answer = await throttled(session, ({ service }) => postTemplate(service, '{}'))
      assertUsedUp(answer)
      assert.match(answer.text, /Too many connections\./)
    },
  },
  {
    interface: 'XML',
    effect: 'tries',
    says: 'answers 429 to more requests than the limit',
    check: async (session) => {
      const answer = await throttled(session, ({ service }) => askXml(service, 'isto não é XML'))
      assertUsedUp(answer)
      if (session.service.differences.xmlEverywhere) readProblem(answer.text)
    },
  },
]
