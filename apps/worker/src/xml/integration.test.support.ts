import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import {
  readRequest,
  renderDispatchAnswer,
  renderErrorAnswer,
  renderStatusAnswer,
  type XmlDispatch,
  type XmlStatusItem,
} from '@disparo/hi-platform/xml'
import { onTestFinished } from 'vitest'

export type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A 50.01 request as it came; `code` is absent where it was not taken. Times by `performance.now()`. */
interface Sent extends XmlDispatch {
  readonly at: number
  readonly code?: string
}

/** A stand-in for Hi Flow's XML integration that does whatever a test wants. */
export interface Integration {
  readonly url: string
  readonly sent: readonly Sent[]
  /** The codes asked for by 50.02. */
  readonly asked: readonly string[]
  /** What the next 50.01 and 50.02 requests get instead; then all is well again. */
  sends: Answer[]
  looks: Answer[]
  /** Whom a request is refused for, as a whole. */
  refusedPhones: ReadonlySet<string>
  /** What every 50.01 request of a template gets. */
  refusedTemplates: ReadonlyMap<string, Answer>
  /** What 50.02 says of a contact. */
  wordOf: (phone: string) => string
}

export const answer =
  (body: string, code = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, { 'content-type': 'text/xml', ...headers }).end(body)
export const error = (id: string, mensagem: string): Answer =>
  answer(renderErrorAnswer({ key: 'k', trans: '50.01', id, mensagem }))
export const never: Answer = () => {}
export const cutOff: Answer = (_, request) => void request.socket.destroy()

/** Stops when the test has finished. */
export async function serveIntegration(): Promise<Integration> {
  const sent: Sent[] = []
  const asked: string[] = []
  const items = (code: string): XmlStatusItem[] =>
    (sent.find((each) => each.code === code)?.contacts ?? []).map(({ phone }) => ({
      telefone: phone,
      status: server.wordOf(phone),
    }))
  const http = createServer(async (request, response) => {
    const at = performance.now()
    const form = new URLSearchParams(await text(request))
    const wanted = readRequest(form.get('XML') ?? '')
    if (wanted.trans === '50.02') {
      asked.push(wanted.codigo)
      const usual = answer(renderStatusAnswer({ key: 'k', items: items(wanted.codigo) }))
      return (server.looks.shift() ?? usual)(response, request)
    }
    const code = `code-${1_000 + sent.length}`
    const isRefused = wanted.dispatch.contacts.some(({ phone }) => server.refusedPhones.has(phone))
    const usual = isRefused
      ? error('12', 'Telefone inválido')
      : answer(renderDispatchAnswer({ key: 'k', codigo: code }))
    const instead = server.sends.shift() ?? server.refusedTemplates.get(wanted.dispatch.elementName)
    sent.push({ ...wanted.dispatch, at, ...(instead || isRefused ? {} : { code }) })
    return (instead ?? usual)(response, request)
  })
  const { url, close } = await listenOnLoopback(http)
  onTestFinished(close)
  const server: Integration = {
    ...{ url, sent, asked },
    sends: [],
    looks: [],
    refusedPhones: new Set(),
    refusedTemplates: new Map(),
    wordOf: () => 'Aceito',
  }
  return server
}
