import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { setTimeout as after } from 'node:timers/promises'
import type { HostileBody } from './hostile-body.js'

/** What a body came to: a status, or that it was cut off, or that it went on for too long and was given up. */
export type Outcome = number | 'cut off' | 'given up'

const patienceMs = 120_000

/** Sends the body until it is answered, at the pace at which it is read. */
export async function attack(
  url: string,
  { method = 'POST', path, headers, body }: HostileBody,
  authorization: string | undefined,
): Promise<Outcome> {
  const posting = request(`${url}${path}`, {
    method,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...headers,
      'transfer-encoding': 'chunked',
    },
    agent: false,
  })
  const answered = new Promise<Outcome>((resolve) => {
    posting.on('error', () => resolve('cut off'))
    posting.on('response', (answer: IncomingMessage) => {
      answer.resume()
      const status = answer.statusCode ?? 0
      answer.on('close', () => resolve(status))
    })
  })
  const giveUp = new AbortController()
  const patience = after(patienceMs, 'given up' as const, { signal: giveUp.signal }).catch(
    () => 'given up' as const,
  )
  let outcome: Outcome | undefined
  answered.then((status) => (outcome = status))
  for (const chunk of body()) {
    if (outcome !== undefined || posting.destroyed) break
    if (posting.write(chunk)) await new Promise(setImmediate)
    else if ((await Promise.race([once(posting, 'drain'), answered, patience])) === 'given up') break
  }
  if (outcome === undefined && !posting.destroyed) posting.end()
  const result = await Promise.race([answered, patience])
  giveUp.abort()
  posting.destroy()
  return result
}
