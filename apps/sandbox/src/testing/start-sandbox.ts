import { createHash } from 'node:crypto'
import { Agent, type FormData, request } from 'undici'
import { createSandbox } from '../app.js'
import type { SandboxOptions } from '../sandbox-options.js'

const CREDENTIALS = { username: 'someone', password: 'open:sesame' }
const TEMPLATE_PATH = '/platform/whatsappconnect/1.0/api/message/template'
const REPORT_PATH = '/platform/whatsappconnect/1.0/api/reports/hsm'
export const XML_PATH = '/emkt/int/integracao.php'
/** The form's fields beside the document. */
export const XML_ACCESS = {
  User: CREDENTIALS.username,
  Pass: createHash('md5').update(CREDENTIALS.password).digest('hex'),
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of all kinds
  readonly json: any
}

export type TestSandbox = Awaited<ReturnType<typeof startSandbox>>

/** A sandbox on a free port, with a client of its own and a clock that moves only when told. */
export async function startSandbox(options: Partial<SandboxOptions> = {}) {
  const clock = { ms: 1_700_000_000_000 }
  const app = createSandbox({ ...CREDENTIALS, now: () => clock.ms, ...options })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const dispatcher = new Agent()
  const authorization = basic(CREDENTIALS.username, CREDENTIALS.password)

  async function call(method: 'GET' | 'POST' | 'PUT', path: string, init: CallOptions = {}): Promise<Answer> {
    const answer = await request(`${origin}${path}`, {
      method,
      dispatcher,
      headers: { authorization, ...init.headers },
      body: init.body ?? null,
      signal: init.signal ?? null,
      query: init.query ?? {},
    })
    const text = await answer.body.text()
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : null,
    }
  }

  return {
    origin,
    clock,
    call,
    post: (body: unknown, init: CallOptions & { configId?: string } = {}) =>
      call('POST', `${TEMPLATE_PATH}/${init.configId ?? 'sandbox'}`, {
        ...init,
        headers: { 'content-type': 'application/json', ...init.headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    report: (query: Record<string, string | number> = {}, init: CallOptions = {}) =>
      call('GET', REPORT_PATH, {
        ...init,
        query: { startDate: 0, endDate: 9_999_999_999, pageSize: 1_000, pageNumber: 1, ...query },
      }),
    rawReport: (query: Record<string, string>) => call('GET', REPORT_PATH, { query }),
    /** Posts a document as an urlencoded form. */
    xml: (document: string, { fields, ...init }: CallOptions & { fields?: Record<string, string> } = {}) =>
      call('POST', XML_PATH, {
        ...init,
        headers: { authorization: '', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...XML_ACCESS, ...fields, XML: document }).toString(),
      }),
    xmlStyle: (style: unknown) => call('POST', '/sandbox/xml', { body: JSON.stringify(style) }),
    truth: async (query: Record<string, string | number> = {}) =>
      (await call('GET', '/sandbox/truth', { query })).json.messages,
    faults: (rules: unknown) => call('POST', '/sandbox/faults', { body: JSON.stringify(rules) }),
    stats: async () => (await call('GET', '/sandbox/stats')).json,
    reset: () => call('POST', '/sandbox/reset'),
    /** Ends the server only, so that a test can see what becomes of an open request. */
    close: () => app.close(),
    stop: async () => {
      await dispatcher.destroy()
      await app.close()
    },
  }
}

interface CallOptions {
  readonly headers?: Record<string, string>
  readonly body?: string | FormData
  readonly query?: Record<string, string | number>
  readonly signal?: AbortSignal
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** The smallest valid body; each number makes a different one. */
export function body(n = 0) {
  return { to: String(551190000000 + n), namespace: 'default', elementName: 'boleto' }
}
