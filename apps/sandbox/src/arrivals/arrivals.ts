import type { TemplateBody } from '../message/template-body.js'
import type { Failure } from '../people/people.js'

/** One accepted message: a POST of its own, or a contact of a 50.01 request. `n` counts from 1 in the order of acceptance; `arrivedAt` is epoch milliseconds. */
export interface Arrival {
  readonly n: number
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly externalLabel: string
  readonly arrivedAt: number
  readonly hash: string
  /** The id in the answer; of a 50.01 request the code, which all of its contacts share. */
  readonly upstreamId: string
  /** Present when it came by a 50.01 request: that request's, or the one it was given. */
  readonly identificador?: string
  /** Why it fails after it was sent, where its person is to blame. */
  readonly failure?: Failure
}

/** What an arrival has beside its content. */
type ArrivalIds = Pick<Arrival, 'hash' | 'upstreamId'> & {
  readonly identificador?: string | undefined
  readonly failure?: Failure | undefined
}

export interface Arrivals {
  add(body: TemplateBody, ids: ArrivalIds, now: number): Arrival
  all(): readonly Arrival[]
  /** The contacts of the 50.01 request that was answered with this code, in order; none when there was no such one. */
  contactsOf(code: string): readonly Arrival[]
  /** How many different contents there are among them. */
  distinct(): number
}

/** Keeps what the report and the tests need, not the bodies: a few hundred bytes a message. */
export function createArrivals(): Arrivals {
  const list: Arrival[] = []
  const hashes = new Set<string>()
  const requests = new Map<string, Arrival[]>()
  const intern = createIntern()
  return {
    add(body, { hash, upstreamId, identificador, failure }, now) {
      const arrival = {
        n: list.length + 1,
        to: body.to,
        namespace: intern(body.namespace),
        elementName: intern(body.elementName),
        externalLabel: intern(body.externalLabel ?? ''),
        arrivedAt: Math.floor(now),
        hash,
        upstreamId,
        ...(identificador !== undefined && { identificador }),
        ...(failure !== undefined && { failure }),
      }
      list.push(arrival)
      if (identificador !== undefined) {
        const contacts = requests.get(upstreamId)
        if (contacts === undefined) requests.set(upstreamId, [arrival])
        else contacts.push(arrival)
      }
      hashes.add(hash)
      return arrival
    },
    all: () => list,
    contactsOf: (code) => requests.get(code) ?? [],
    distinct: () => hashes.size,
  }
}

/** JSON.parse makes a new string for each message; a campaign's namespace and template are the same throughout. */
function createIntern(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const same = known.get(text)
    if (same !== undefined) return same
    known.set(text, text)
    return text
  }
}
