import { setTimeout as delay } from 'node:timers/promises'
import { collectLines, countOf } from '../../stack/log-lines.js'
import type { Fault } from '../../stack/sandbox-client.js'
import type { Stack } from '../../stack/start-stack.js'
import { beliefOf } from '../subject/disparo.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { campaign, settledOf, until } from './campaign.js'
import { OUTAGE, startScaledStack, WORKERS } from './scaled-stack.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'

/** Groups in one request, and how many of them a worker has under way when the first answer comes. */
const GROUP_MAX = 100
const AT_ONCE = 2
const IMPORT_MS = 5_000
/** Of single messages, before three refusals in a row are nobody's. */
const MOST_REJECTED = 2

const answered = (inside: string): Fault => ({
  ...{ fault: 'status', on: 'xml-send', status: 200, accepts: true, contentType: 'text/xml' },
  body: `<MAIN><EMKT TRANS="50.01" KEY="1">${inside}</EMKT></MAIN>`,
})
const refused = (id: string, text: string): Fault => ({ fault: 'xml-error', on: 'xml-send', id, text })

/** In this order, each to every group, with nothing getting through in between. */
const answers: readonly (readonly [says: string, fault: Fault])[] = [
  ['success, with the ID of an error', answered('<RETURN ID="01">Enviado com sucesso</RETURN>')],
  ['some were sent, perhaps', answered('<RETURN ID="12">Envio parcial: telefone inválido</RETURN>')],
  ['nothing but an ID', answered('<RETURN ID="77"/>')],
  ['no money', refused('09', 'Saldo insuficiente')],
  ['everybody has a wrong number', refused('12', 'Telefone inválido')],
]

export const ambiguousAnswers: Trial = {
  name: 'ambiguous-answers',
  says: 'by XML, every group answered by words that nobody understands, or that cannot be true',
  usual: { messages: 2_000, seconds: 10 },
  run: async (input) => {
    const stack = await startScaledStack({ transport: 'xml' })
    try {
      return await run(input, stack)
    } finally {
      await stack.stop()
    }
  },
}

async function run({ messages, seconds, say }: TrialInput, stack: Stack): Promise<TrialDone> {
  const { producer, sandbox, workers } = stack
  const lines = collectLines(workers)
  const closings = () => countOf([...lines], 'gate:closed')
  const [[, first]] = answers as [(typeof answers)[number]]
  await sandbox.setFaults([first])
  // All are there before the first goes, so that groups are full.
  const sendAt = new Date(Date.now() + IMPORT_MS)
  const { id } = await producer.importCsv(campaign(messages), { sendAt: sendAt.toISOString() })
  await delay(sendAt.getTime() - Date.now())
  for (const [says, fault] of answers) {
    say(`Hi Flow says: ${says}`)
    const before = closings()
    await sandbox.setFaults([fault])
    await until('the gate closes', async () => closings() > before)
    await delay((seconds * 1_000) / answers.length)
  }
  const { xmlSendRequests: requests } = await sandbox.stats()
  const closed = closings()
  await sandbox.setFaults([])
  const counts = async () => (await producer.batch(id))?.counts
  await until('all others are sent', async () => {
    const { enqueued = 1, sending = 1 } = (await counts()) ?? {}
    return enqueued + sending === 0
  })
  const { unknown = 0, rejected = 0 } = (await counts()) ?? {}
  say(`${requests} requests in vain, ${unknown} messages in doubt, ${rejected} rejected`)
  await resolveByTruth(stack, id)
  // What was rejected was refused in plain words, and is given up.
  const states = (await settledOf(stack, [id])).filter(({ status }) => status !== 'rejected')
  const under = WORKERS * AT_ONCE
  return {
    beliefs: states.map(beliefOf),
    arrivals: timesByRecipient(await sandbox.allMessages()),
    figures: [
      { name: 'gate closed', value: closed, unit: 'times', atLeast: answers.length },
      {
        name: 'requests in vain',
        value: requests,
        unit: 'requests',
        atMost: under + OUTAGE.closeAfter + closed + 3 * answers.length,
      },
      {
        name: 'left in doubt',
        value: unknown,
        unit: 'messages',
        atLeast: 3,
        atMost: under * GROUP_MAX + OUTAGE.closeAfter + closed,
      },
      { name: 'rejected', value: rejected, unit: 'messages', atMost: MOST_REJECTED },
    ],
  }
}

/** As an operator does, who looks at Hi Flow for what was taken. */
async function resolveByTruth({ producer, sandbox }: Stack, batch: string): Promise<void> {
  const taken = new Set((await sandbox.allMessages()).map(({ to }) => to))
  const doubts = (await producer.batchMessages(batch)).filter(({ status }) => status === 'unknown')
  const idsOf = (isTaken: boolean) => doubts.filter(({ to }) => taken.has(to) === isTaken).map(({ id }) => id)
  await producer.resolveDoubts(idsOf(true), 'accepted')
  await producer.resolveDoubts(idsOf(false), 'resend')
}
