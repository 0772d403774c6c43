import { setTimeout as delay } from 'node:timers/promises'
import { countsOf } from '../result.js'
import { beliefOf } from '../subject/disparo.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { maintenancePage, type PostResult, refused, taken } from '../upstream/behavior.js'
import type { Case, CaseDone, CaseInput } from './cases.js'
import { openMailing } from './mailing.js'

const page: PostResult = { takes: false, answer: maintenancePage }
const saysNo: PostResult = {
  takes: false,
  answer: {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"status":"ERROR","message":"Serviço indisponível"}',
  },
}

/** For a while all is refused, in both lanes: whoever is to blame, it is no message. */
export const accountCases: readonly Case[] = [
  ...[401, 403, 404, 429, 500, 503].map((status) => whileAll(`${status} for all`, refused(status))),
  whileAll('a page of HTML for all', page),
  whileAll('a 200 that says no for all', saysNo),
  // Half of what is answered so was taken, and nobody can tell which.
  amongOthers('a page of HTML for every third', page),
  amongOthers('a 200 that says no for every third', saysNo),
]

function whileAll(name: string, fate: PostResult): Case {
  return {
    name,
    run: async (input) => {
      const { tenant } = input.account
      const report = fate.answer === 'reset' ? undefined : fate.answer
      tenant.behave({ meets: () => fate, report: () => report })
      return send(input, async () => {
        await delay(input.seconds * 1_000)
        tenant.behave({})
      })
    },
  }
}

function amongOthers(name: string, fate: PostResult): Case {
  return {
    name,
    run: (input) => {
      input.account.tenant.behave({
        meets: ({ n, earlier }) => (n % 3 === 2 && earlier === 0 ? { ...fate, takes: n % 2 === 0 } : taken),
      })
      return send(input, async () => undefined)
    },
  }
}

/** Sends in both lanes; what comes later shows what became of those in doubt. */
async function send(input: CaseInput, upset: () => Promise<void>): Promise<CaseDone> {
  const { tenant } = input.account
  const mailing = openMailing(input)
  const meant = [
    await mailing.enqueue(input.messages, 'boleto'),
    await mailing.enqueue(Math.ceil(input.messages / 2), 'codigo', { lane: 'urgent' }),
  ].flatMap((to) => [...to])
  await upset()
  await mailing.trickleUntil('aviso', async () => (await mailing.open(new Set(meant))).length === 0)
  await mailing.settle()
  const beliefs = (await mailing.states()).map(beliefOf)
  const arrivals = timesByRecipient(tenant.posts.filter(({ fate }) => fate.takes))
  const { lost, duplicates, unresolved } = countsOf({ beliefs }, arrivals)
  const inVain = tenant.posts.filter(({ fate }) => fate.answer !== taken.answer).length
  input.say(`${inVain} in vain; ${lost} lost, ${duplicates} twice, ${unresolved} in doubt or failed`)
  return {
    beliefs,
    arrivals,
    figures: [
      { name: 'in vain', value: inVain, unit: 'requests', atLeast: 1 },
      { name: 'lost, twice, in doubt or failed', value: lost + duplicates + unresolved, unit: '', atMost: 0 },
    ],
  }
}
