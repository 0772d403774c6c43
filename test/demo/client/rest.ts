import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Message, MessageStatus, renderMessage } from '@disparo/core/internal/message'
import { request } from 'undici'
import { z } from 'zod'
import { mapConcurrent } from '../../stack/map-concurrent.js'
import { authorizationOf } from '../../stack/service-user.js'
import type { Stack } from '../../stack/start-stack.js'
import { suppressedPeople } from '../suppress-people.js'
import { campaignRows } from './campaign-rows.js'
import { countStatuses, type DemoClient } from './client.js'
import { judgeReported, type ReportedMessage } from './judge-reported.js'
import { reportItems } from './report-items.js'

const PATH = '/platform/whatsappconnect/1.0/api'
/** Requests of the program at the same time. */
const WIDTH = 16
const MOST_REPEATS = 100
const REPEAT_MS = 500

const Taken = z.object({ data: z.object({ id: z.string() }) })

/** Hi Platform's own REST interface: each message is a POST, and the report tells what became of them. */
export function openRestClient(
  { producer, sandbox }: Pick<Stack, 'producer' | 'sandbox'>,
  count?: number,
): DemoClient {
  const authorization = authorizationOf(producer)
  const base = `${producer.url}${PATH}`
  const openedAt = Math.floor(Date.now() / 1_000)
  let rows = 0
  let suppressed = 0
  const campaign = new Set<string>()
  const shown = () => reportItems(`${base}/reports/hsm`, authorization, openedAt)

  const postOnce = async (message: Message, key: string) => {
    const answer = await request(`${base}/message/template/${sandbox.configId}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(renderMessage(message, 'hi')),
    })
    return { status: answer.statusCode, text: await answer.body.text() }
  }
  /** As a program should: what is answered 5xx is repeated with its key. */
  const post = async (message: Message, key: string) => {
    for (let left = MOST_REPEATS; ; left--) {
      const answer = await postOnce(message, key)
      if (answer.status < 500 || left === 0) return answer
      await delay(REPEAT_MS)
    }
  }
  /** What is not in the report has not gone out yet, or never will: the report knows of no suppressed people. */
  const unshown = (total: number, messages: readonly ReportedMessage[]) => [
    ...Array.from({ length: suppressed }, () => 'suppressed' as const),
    ...Array.from({ length: Math.max(0, total - suppressed - messages.length) }, () => 'enqueued' as const),
  ]

  return {
    statusSource: 'the report',
    importCampaign: async () => {
      const all = await campaignRows(count)
      for (const { message } of all) campaign.add(message.to)
      const answers = await mapConcurrent(WIDTH, all, ({ message, key }) => post(message, key))
      const enqueued = answers.filter(({ status }) => status === 200).length
      suppressed = suppressedPeople.filter((to) => campaign.has(to)).length
      rows = enqueued
      return { rows: all.length, enqueued, rejected: all.length - enqueued }
    },
    campaign: async () => {
      const messages = (await shown()).filter(({ to }) => campaign.has(to))
      const none = Object.fromEntries(MessageStatus.options.map((status) => [status, 0]))
      const counts = countStatuses([...messages.map(({ status }) => status), ...unshown(rows, messages)])
      return { total: rows, counts: { ...none, ...counts } as Record<MessageStatus, number> }
    },
    send: async (message) => {
      const { status, text } = await post(message, randomUUID())
      if (status !== 200) throw new Error(`The message was answered ${status}`)
      return Taken.parse(JSON.parse(text)).data
    },
    areSettled: async (urgent) => {
      const out = new Set((await shown()).map(({ to }) => to))
      return urgent.every(({ to }) => out.has(to))
    },
    judge: async (urgent) => {
      const messages = await shown()
      return {
        judgement: judgeReported(messages, await sandbox.allTruths()),
        counts: countStatuses([
          ...messages.map(({ status }) => status),
          ...unshown(rows + urgent.length, messages),
        ]),
      }
    },
  }
}
