import { type Message, renderMessage, type WireFormat } from '@disparo/core/internal/message'
import { openHttpClient } from './http-client.js'
import type { Reply } from './reply.js'
import { type ReportQuery, reportSearch } from './report-query.js'

const apiPath = '/platform/whatsappconnect/1.0/api'
const maxAnswerBytes = 64 * 1024
const maxReportBytes = 8 * 1024 * 1024

export interface HiClientOptions {
  /** E.g. `https://app.hiplatform.com`; the seed's longer "Endereço base", with the API's path, does as well. */
  readonly baseUrl: string
  readonly configId: string
  readonly username: string
  readonly password: string
  readonly wireFormat: WireFormat
  /** From the call to the last byte of the answer: waiting for a connection, connecting, sending, reading. */
  readonly requestTimeoutMs: number
  /** Connections at most, and so requests at a time; further ones wait. Default 64. */
  readonly connections?: number
}

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined
}

export interface HiClient {
  /**
   * One POST, never repeated. Any status is a reply, a broken body too (`complete: false`): see `outcomeOf`.
   * @throws HiRequestError when no answer came; it knows whether anything was sent
   */
  sendTemplate(message: Message, options?: RequestOptions): Promise<Reply>
  /**
   * One page of the report, to be read by `readReport`.
   * @throws HiRequestError when no answer came
   * @throws RangeError for a page or page size the report does not have
   */
  fetchReport(query: ReportQuery, options?: RequestOptions): Promise<Reply>
  /** Lets requests under way come to their end (within `requestTimeoutMs`), then closes every connection. */
  close(): Promise<void>
}

/** Speaks Hi Platform's REST API (001) for one account. Basic authentication in UTF-8 (RFC 7617). */
export function createHiClient(options: HiClientOptions): HiClient {
  const { configId, username, password, wireFormat, requestTimeoutMs, connections = 64 } = options
  const base = new URL(options.baseUrl)
  const prefix = base.pathname.replace(/\/+$/, '')
  const api = prefix.endsWith(apiPath) ? prefix : prefix + apiPath
  const templatePath = `${api}/message/template/${encodeURIComponent(configId)}`
  const headers = {
    authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'disparo',
  }
  const line = openHttpClient({ origin: base.origin, requestTimeoutMs, connections })

  return {
    sendTemplate: async (message, { signal } = {}) =>
      line.request(
        {
          method: 'POST',
          path: templatePath,
          headers,
          body: JSON.stringify(renderMessage(message, wireFormat)),
        },
        { timeoutMs: requestTimeoutMs, maxBodyBytes: maxAnswerBytes, signal },
      ),
    fetchReport: async (query, { signal } = {}) =>
      line.request(
        { method: 'GET', path: `${api}/reports/hsm?${reportSearch(query)}`, headers },
        { timeoutMs: requestTimeoutMs, maxBodyBytes: maxReportBytes, signal },
      ),
    close: line.close,
  }
}
