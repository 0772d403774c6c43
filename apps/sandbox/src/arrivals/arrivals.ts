import type { TemplateBody } from '../message/template-body.js'

/** One accepted POST. `n` counts from 1 in the order of acceptance; `arrivedAt` is epoch milliseconds. */
export interface Arrival {
  readonly n: number
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly externalLabel: string
  readonly arrivedAt: number
  readonly hash: string
  /** The id in the answer. */
  readonly upstreamId: string
}

export interface Arrivals {
  add(body: TemplateBody, ids: { readonly hash: string; readonly upstreamId: string }, now: number): Arrival
  all(): readonly Arrival[]
  /** How many different contents there are among them. */
  distinct(): number
}

/** Keeps what the report and the tests need, not the bodies: a few hundred bytes a message. */
export function createArrivals(): Arrivals {
  const list: Arrival[] = []
  const hashes = new Set<string>()
  const intern = createIntern()
  return {
    add(body, { hash, upstreamId }, now) {
      const arrival = {
        n: list.length + 1,
        to: body.to,
        namespace: intern(body.namespace),
        elementName: intern(body.elementName),
        externalLabel: intern(body.externalLabel ?? ''),
        arrivedAt: Math.floor(now),
        hash,
        upstreamId,
      }
      list.push(arrival)
      hashes.add(hash)
      return arrival
    },
    all: () => list,
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
