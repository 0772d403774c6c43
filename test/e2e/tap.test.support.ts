import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Lifetime } from './scaled-stack.test.support.js'

/** One POST of a template, as it came by. */
interface CapturedTraffic {
  readonly to: string
  /** Absent while there is no answer, and for ever when there was none. */
  status?: number
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

export interface Tap {
  readonly url: string
  /** In the order in which they came. */
  readonly passages: readonly CapturedTraffic[]
  /** Where it leads. Before that is said it answers nothing. */
  leadTo(url: string): void
  /** Refuses connections, and breaks those that there are. */
  refuse(): Promise<void>
  /** Takes connections again, at the same address. */
  accept(): Promise<void>
  /** From now on nothing passes: everything is answered so, or never. `undefined`: everything passes again. */
  answer(how: Answer | 'never' | undefined): void
}

/** Stands before the sandbox and writes down what comes by, also that which the sandbox does not count. */
export async function startTap(test: Lifetime): Promise<Tap> {
  const passages: CapturedTraffic[] = []
  let target: string | undefined
  let instead: Answer | 'never' | undefined
  const server = createServer((request, response) => {
    // Whoever breaks off on either side has made no answer, and that is what the other side sees.
    pass(request, response, { target, instead }, passages).catch(() => void response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const refuse = async () => {
    if (!server.listening) return
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  test.onTestFinished(refuse)
  return {
    url: `http://127.0.0.1:${port}`,
    passages,
    leadTo: (url) => {
      target = url
    },
    answer: (how) => {
      instead = how
    },
    refuse,
    accept: async () => {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
  }
}

async function pass(
  incoming: IncomingMessage,
  response: ServerResponse,
  {
    target,
    instead,
  }: { readonly target: string | undefined; readonly instead: Answer | 'never' | undefined },
  passages: CapturedTraffic[],
): Promise<void> {
  const body = await buffer(incoming)
  const { method = 'GET', url = '/', headers } = incoming
  const passage: CapturedTraffic = { to: method === 'POST' ? recipientOf(body) : '' }
  if (method === 'POST') passages.push(passage)
  if (instead === 'never') return
  if (instead !== undefined) {
    passage.status = instead.status
    return void response.writeHead(instead.status, instead.headers).end()
  }
  if (target === undefined) return void response.destroy()
  const outgoing = forward(new URL(url, target), { method, headers: { ...headers, connection: 'close' } })
  response.once('close', () => void outgoing.destroy())
  outgoing.end(body)
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
  passage.status = answer.statusCode ?? 0
  response.writeHead(passage.status, { ...answer.headers, connection: 'keep-alive' })
  response.end(await buffer(answer))
}

function recipientOf(body: Buffer): string {
  return (JSON.parse(body.toString()) as { to: string }).to
}
