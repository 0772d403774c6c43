import { type Message, MessageStatus } from '@disparo/core/internal/message'
import {
  buildDispatch,
  recipientOfPhone,
  renderDispatch,
  renderStatusQuery,
  wordOfStatus,
} from '@disparo/hi-platform/xml'
import { mapConcurrent } from '../../stack/map-concurrent.js'
import type { Stack } from '../../stack/start-stack.js'
import { campaignRows } from './campaign-rows.js'
import { countStatuses, type DemoClient } from './client.js'
import { judgeReported, type ReportedMessage } from './judge-reported.js'
import { openXmlForm } from './xml-form.js'

/** Requests of the program at the same time. */
const WIDTH = 4

const statusOfWord = new Map(MessageStatus.options.map((status) => [wordOfStatus(status), status]))
const waiting: ReadonlySet<MessageStatus> = new Set(['enqueued', 'sending', 'unknown'])

/**
 * Hi Platform's XML integration: a 50.01 document for each template of the campaign, one for each code, and 50.02 tells
 * what became of them. It carries the body's variables alone; the rest of a row stays behind, and a code is a variable.
 */
export function openXmlDropIn(
  { producer, sandbox }: Pick<Stack, 'producer' | 'sandbox'>,
  say: (line: string) => void,
  count?: number,
): DemoClient {
  const post = openXmlForm(producer.url, producer)
  let codes: string[] = []

  const dispatch = async (messages: readonly Message[], identificador?: string): Promise<string> => {
    const sender = { remetente: sandbox.configId, identificador }
    const answer = await post(renderDispatch(buildDispatch(messages, sender)))
    if (answer.kind === 'code') return answer.code
    throw new Error('The document was answered without a code')
  }
  const shownOf = async (all: readonly string[]): Promise<ReportedMessage[]> => {
    const answers = await mapConcurrent(WIDTH, all, (code) => post(renderStatusQuery(code)))
    return answers
      .flatMap((answer) => (answer.kind === 'items' ? answer.items : []))
      .map(({ telefone, status }) => ({
        to: recipientOfPhone(telefone) ?? telefone,
        status: statusOfWord.get(status) ?? 'unknown',
      }))
  }

  return {
    statusSource: '50.02',
    remark: 'which Disparo asks Hi Platform 30 s after a request',
    importCampaign: async () => {
      const rows = (await campaignRows(count)).map(({ message }) => message)
      const stripped = rows.filter((message) =>
        message.components?.some(({ type }) => type !== 'body'),
      ).length
      say(`XML carries the body alone: ${stripped} of ${rows.length} rows go without header, buttons or code`)
      const documents = byTemplate(rows.map(bodyAlone))
      codes = await mapConcurrent(WIDTH, documents, (messages) =>
        dispatch(messages, `inverno${documents.indexOf(messages)}`),
      )
      return { rows: rows.length, enqueued: rows.length, rejected: 0 }
    },
    campaign: async () => {
      const shown = await shownOf(codes)
      const none = Object.fromEntries(MessageStatus.options.map((status) => [status, 0]))
      const counts = countStatuses(shown.map(({ status }) => status))
      return { total: shown.length, counts: { ...none, ...counts } as Record<MessageStatus, number> }
    },
    send: async (message) => ({ id: await dispatch([codeAsVariable(message)]) }),
    areSettled: async (urgent) =>
      (await shownOf(urgent.map(({ id }) => id))).every(({ status }) => !waiting.has(status)),
    judge: async (urgent) => {
      const shown = await shownOf([...codes, ...urgent.map(({ id }) => id)])
      return {
        judgement: judgeReported(shown, await sandbox.allTruths()),
        counts: countStatuses(shown.map(({ status }) => status)),
      }
    },
  }
}

/** A document has one template. */
function byTemplate(messages: readonly Message[]): Message[][] {
  const groups = new Map<string, Message[]>()
  for (const message of messages) {
    const template = JSON.stringify([message.namespace, message.elementName])
    groups.set(template, [...(groups.get(template) ?? []), message])
  }
  return [...groups.values()]
}

function bodyAlone({ to, namespace, elementName, components = [] }: Message): Message {
  const body = components.filter(({ type }) => type === 'body')
  return { to, namespace, elementName, ...(body.length > 0 && { components: body }) }
}

function codeAsVariable(message: Message): Message {
  const components = message.components?.map((component) =>
    component.type === 'otp' ? { type: 'body' as const, parameters: component.parameters } : component,
  )
  return bodyAlone({ ...message, ...(components && { components }) })
}
