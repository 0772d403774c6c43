import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import type { HttpRequest, RawRequest } from './producer-request.js'
import type { FuzzedProducer } from './start-producer.js'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** The ids of the last message and batch that were taken: other requests are about them. */
export interface Known {
  message: string
  batch: string
}

/** A request that is answered by nothing within this time hangs. */
const patienceMs = 120_000
const repeatMs = 500
const mostRepeats = 20

type Places = Pick<FuzzedProducer, 'account' | 'authorization' | 'webhookSecret'> & Known

function fillPlaces(text: string, places: Places): string {
  const { account, authorization, webhookSecret, message, batch } = places
  const values: Record<string, string> = { account, authorization, webhookSecret, message, batch }
  return text.replace(
    /\{(account|authorization|webhookSecret|message|batch)\}/g,
    (_, name: string) => values[name] ?? '',
  )
}

/** A key of its own for every request, whatever the generator repeats. */
function newKeys(text: string): string {
  return text.replaceAll('{newKey}', () => randomUUID())
}

/** Redis was late for the producer, as on a busy machine: that says nothing of the request. */
export function isLate({ status, text }: Pick<Answer, 'status' | 'text'>): boolean {
  return status === 503 && text.includes('/problems/storage-unavailable')
}

/** Asks again where Redis was late. */
export async function repeatLate(ask: () => Promise<Answer>): Promise<Answer> {
  for (let left = mostRepeats; ; left--) {
    const answer = await ask()
    if (!isLate(answer) || left === 0) return answer
    await setTimeout(repeatMs)
  }
}

export function sendHttp(door: FuzzedProducer, known: Known, request: HttpRequest): Promise<Answer> {
  return repeatLate(() => sendOnce(door, known, request))
}

async function sendOnce(door: FuzzedProducer, known: Known, request: HttpRequest): Promise<Answer> {
  const fill = (text: string) => newKeys(fillPlaces(text, { ...door, ...known }))
  const headers = Object.entries(request.headers).map(([name, value]) => [name, fill(value).trim()])
  const {
    statusCode,
    headers: got,
    body,
  } = await door.pool.request({
    method: request.method as Dispatcher.HttpMethod,
    path: fill(request.path),
    headers: Object.fromEntries(headers),
    ...(request.body === undefined
      ? {}
      : { body: Buffer.from(newKeys(request.body.toString('latin1')), 'latin1') }),
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
  })
  return { status: statusCode, headers: got, text: await body.text() }
}

/** Writes the bytes and gives all that comes back, until the door closes the connection. */
export async function sendRaw(
  door: FuzzedProducer,
  known: Known,
  { pieces, end }: RawRequest,
): Promise<string> {
  const socket = connect({ host: door.url.hostname, port: Number(door.url.port) })
  const got: Buffer[] = []
  let isOpen = true
  const closed = new Promise<void>((resolve, reject) => {
    socket.setTimeout(patienceMs, () => {
      socket.destroy()
      reject(new Error(`Nothing happened on the connection for ${patienceMs} ms`))
    })
    socket.on('data', (chunk: Buffer) => got.push(chunk))
    socket.on('error', () => {})
    socket.on('close', () => {
      isOpen = false
      resolve()
    })
  })
  for (const piece of pieces) {
    if (!isOpen) break
    socket.write(Buffer.from(fillPlaces(piece.toString('latin1'), { ...door, ...known }), 'latin1'))
    await setImmediate()
  }
  if (end === 'reset') socket.resetAndDestroy()
  else socket.end()
  await closed
  return Buffer.concat(got).toString('latin1')
}
