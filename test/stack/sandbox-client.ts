import { request } from 'undici'
import { z } from 'zod'

/** What the sandbox counted: the truth of a run, independent of what we believe to have done. */
export const SandboxStats = z.object({
  /** Template requests accepted. */
  accepted: z.int(),
  /** Distinct ones among them, by content. */
  messages: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  unauthorized: z.int(),
  /** 429s given on the template route. */
  throttled: z.int(),
  faulted: z.int(),
  /** The most template requests that arrived in any one window. */
  maxInWindow: z.int(),
  limit: z.int(),
  windowMs: z.int(),
  reportRequests: z.int(),
  reportThrottled: z.int(),
  /** 50.01 and 50.02 requests, however answered; of the latter, those answered 429. */
  xmlSendRequests: z.int(),
  xmlStatusRequests: z.int(),
  xmlStatusThrottled: z.int(),
})
export type SandboxStats = z.infer<typeof SandboxStats>

/** An accepted message, in the order of arrival; `arrivedAt` in epoch milliseconds. */
export const SandboxMessage = z.object({
  n: z.int(),
  to: z.string(),
  namespace: z.string(),
  elementName: z.string(),
  arrivedAt: z.number(),
  hash: z.string(),
})
export type SandboxMessage = z.infer<typeof SandboxMessage>

/** All that the sandbox knows of an accepted message: what another one has to be told. */
export const SandboxArrival = SandboxMessage.extend({
  externalLabel: z.string(),
  upstreamId: z.string(),
  identificador: z.string().optional(),
})
export type SandboxArrival = z.infer<typeof SandboxArrival>

/** What has really become of an accepted message by now; dates in epoch seconds, absent when not yet. */
export const SandboxTruth = z.object({
  n: z.int(),
  to: z.string(),
  elementName: z.string(),
  /** What the answer said: of a 50.01 request the code, which all of its contacts share. */
  upstreamId: z.string(),
  /** Of a 50.01 request. */
  identificador: z.string().optional(),
  dispatchDate: z.int().optional(),
  sentDate: z.int().optional(),
  receivedDate: z.int().optional(),
  readDate: z.int().optional(),
  failedDate: z.int().optional(),
})
export type SandboxTruth = z.infer<typeof SandboxTruth>

const TruthPage = z.object({ messages: z.array(SandboxTruth) })
const ArrivalPage = z.object({ messages: z.array(SandboxArrival) })
const MessagePage = z.object({ messages: z.array(SandboxMessage) })

/** A rule of the sandbox's fault plan; the first one that matches a request is applied. */
export interface Fault {
  readonly fault:
    | 'latency'
    | 'status'
    | 'hang'
    | 'drop-before'
    | 'drop-after'
    | 'truncated'
    | 'drop-midway'
    | 'xml-error'
  readonly status?: number
  /** With `status`: the request is accepted, and only its answer is this one. */
  readonly accepts?: boolean
  /** With `truncated` and `drop-midway`: how much of the answer comes, 0 to 1. */
  readonly share?: number
  /** With `xml-error`. */
  readonly id?: string
  readonly text?: string
  readonly latencyMs?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly contentType?: string
  /** 0 to 1. */
  readonly probability?: number
  /** Only the first so many matches. */
  readonly times?: number
  readonly on?: 'template' | 'report' | 'xml-send' | 'xml-status'
  readonly to?: string
  readonly elementName?: string
}

/** How the sandbox's XML interface answers; what is not given is as in seed 000. */
interface XmlStyle {
  readonly case?: 'lower' | 'upper'
  readonly severalRoots?: boolean
  readonly successId?: boolean
  readonly errorPath?: 'main/emkt' | 'main/func' | 'akna/emkt' | 'akna/func'
}

/** What a person is like, to the sandbox. */
interface Person {
  readonly phone: string
  /** Fails with 131050, but for one-time codes. */
  readonly optedOut?: boolean
  /** Fails with 131026. */
  readonly undeliverable?: boolean
}

/** What a person answers to the last message that they were sent. */
interface PersonReply {
  readonly phone: string
  readonly text: string
  readonly form?: 'meta' | 'text' | 'hidden'
  /** Epoch ms. Default: now. */
  readonly at?: number
}

export interface SandboxClient {
  stats(): Promise<SandboxStats>
  /** Accepted messages after number `after` (default 0), at most `limit` (default 1,000) of them. */
  messages(page?: { readonly after?: number; readonly limit?: number }): Promise<SandboxMessage[]>
  /** Every accepted message. */
  allMessages(): Promise<SandboxMessage[]>
  /** Every accepted message, with all that is known of it. */
  allArrivals(): Promise<SandboxArrival[]>
  /** Tells a fresh sandbox what another one had accepted, oldest first: its reports and its answers go by that, too. */
  putArrivals(arrivals: readonly SandboxArrival[]): Promise<void>
  /** What has become of every accepted message. */
  allTruths(): Promise<SandboxTruth[]>
  /** Replaces the fault plan; `[]` clears it. */
  setFaults(faults: readonly Fault[]): Promise<void>
  setXmlStyle(style: XmlStyle): Promise<void>
  /** What comes for them from now on fares accordingly. */
  setPeople(people: readonly Person[]): Promise<void>
  /** They answer now, and its `pushUrl` is told. */
  reply(replies: readonly PersonReply[]): Promise<void>
  reset(): Promise<void>
}

export interface SandboxAddress {
  readonly url: string
  readonly username: string
  readonly password: string
}

export function sandboxClient({ url, username, password }: SandboxAddress): SandboxClient {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const call = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown> => {
    const response = await request(new URL(path, url), {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.body.text()
    if (response.statusCode >= 300) throw new Error(`${method} ${path} was answered ${response.statusCode}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const messages: SandboxClient['messages'] = async ({ after = 0, limit = 1000 } = {}) =>
    MessagePage.parse(await call('GET', `/sandbox/messages?after=${after}&limit=${limit}`)).messages

  return {
    stats: async () => SandboxStats.parse(await call('GET', '/sandbox/stats')),
    messages,
    allMessages: () => allPages((after) => messages({ after })),
    allArrivals: () =>
      allPages(async (after) => {
        const page = await call('GET', `/sandbox/messages?after=${after}&limit=10000`)
        return ArrivalPage.parse(page).messages
      }),
    putArrivals: async (known) => void (await call('PUT', '/sandbox/messages', known)),
    allTruths: () =>
      allPages(async (after) => {
        const page = await call('GET', `/sandbox/truth?after=${after}&limit=10000`)
        return TruthPage.parse(page).messages
      }),
    setFaults: async (faults) => void (await call('POST', '/sandbox/faults', faults)),
    setXmlStyle: async (style) => void (await call('POST', '/sandbox/xml', style)),
    setPeople: async (people) => void (await call('PUT', '/sandbox/people', people)),
    reply: async (replies) => void (await call('POST', '/sandbox/replies', replies)),
    reset: async () => void (await call('POST', '/sandbox/reset')),
  }
}

async function allPages<T extends { readonly n: number }>(
  page: (after: number) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = []
  for (;;) {
    const more = await page(all.at(-1)?.n ?? 0)
    if (more.length === 0) return all
    all.push(...more)
  }
}
