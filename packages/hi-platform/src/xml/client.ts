import { createHash } from 'node:crypto'
import { openHttpClient, type Reply, type RequestOptions } from '../rest/index.js'
import { decodeAnswer } from './decode-xml.js'
import type { XmlDispatch } from './dispatch.js'
import { renderDispatch, renderStatusQuery } from './render-request.js'

const integrationPath = '/emkt/int/integracao.php'
const maxAnswerBytes = 64 * 1024
const maxStatusesBytes = 1024 * 1024

export interface XmlClientOptions {
  /** E.g. `https://app.akna.com.br`; the whole address of the integration does as well. */
  readonly baseUrl: string
  /** The form field `User`: an e-mail address. */
  readonly username: string
  /** Sent as its MD5 in `Pass`. */
  readonly password: string
  /** The form field `Client`, a company code: some users need it. */
  readonly client?: string | undefined
  /** From the call to the last byte of the answer: waiting for a connection, connecting, sending, reading. */
  readonly requestTimeoutMs: number
  /** Connections at most, and so requests at a time; further ones wait. Default 64. */
  readonly connections?: number
}

export interface XmlClient {
  /**
   * One 50.01 request, never repeated. Any status is a reply: see `xmlOutcomeOf`.
   * @throws HiRequestError when no answer came; it knows whether anything was sent
   */
  sendGroup(dispatch: XmlDispatch, options?: RequestOptions): Promise<Reply>
  /**
   * One 50.02 request, to be read by `readAnswer`. At most the first MiB of the answer is kept (`complete: false`).
   * @param codigo - what the 50.01 answered
   * @throws HiRequestError when no answer came
   */
  fetchStatuses(codigo: string, options?: RequestOptions): Promise<Reply>
  /** Lets requests under way come to their end (within `requestTimeoutMs`), then closes every connection. */
  close(): Promise<void>
}

/** Speaks the XML integration of Hi Flow (seed 000) for one account: urlencoded forms over HTTP/1.1. */
export function createXmlClient(options: XmlClientOptions): XmlClient {
  const { username, password, client, requestTimeoutMs, connections = 64 } = options
  const base = new URL(options.baseUrl)
  const prefix = base.pathname.replace(/\/+$/, '')
  const path = prefix.endsWith(integrationPath) ? prefix : prefix + integrationPath
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'text/xml, application/xml',
    'accept-encoding': 'identity',
    'user-agent': 'disparo',
  }
  const access = {
    User: username,
    // Not a choice of ours: the interface takes the password's MD5 and nothing else.
    Pass: createHash('md5').update(password, 'utf8').digest('hex'),
    ...(client !== undefined && { Client: client }),
  }
  const line = openHttpClient({ origin: base.origin, requestTimeoutMs, connections })

  function post(xml: string, maxBodyBytes: number, { signal }: RequestOptions): Promise<Reply> {
    const body = new URLSearchParams({ ...access, XML: xml }).toString()
    return line.request(
      { method: 'POST', path, headers, body },
      { timeoutMs: requestTimeoutMs, maxBodyBytes, signal, decode: decodeAnswer },
    )
  }

  return {
    sendGroup: async (dispatch, request = {}) => post(renderDispatch(dispatch), maxAnswerBytes, request),
    fetchStatuses: async (codigo, request = {}) => post(renderStatusQuery(codigo), maxStatusesBytes, request),
    close: line.close,
  }
}
