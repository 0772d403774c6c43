import { entryField, findNoted, timeField } from '../../ledger/index.js'
import { recipientKey } from '../../message/index.js'
import { isMessageId, messageId } from '../lanes/message-id.js'
import type { RecentDeps } from './find-recent.js'
import { findMessages, type MessageState } from './message-state.js'

/** What messages are looked for by: one of these. */
export type MessageSearch =
  /** A recipient in its canonical form: found in both forms of Brazil's ninth digit. */
  | { readonly to: string; readonly key?: undefined; readonly reference?: undefined }
  /** The idempotency key of a message, or of a row of a batch. */
  | { readonly key: string; readonly to?: undefined; readonly reference?: undefined }
  | { readonly reference: string; readonly to?: undefined; readonly key?: undefined }

/** Where a page ended: when that message was enqueued, epoch ms, and its id. */
export interface SearchPlace {
  readonly at: number
  readonly id: string
}

export interface SearchPage {
  /** The newest first. */
  readonly messages: readonly MessageState[]
  /** Give it as `after` for the next page; absent on the last one. */
  readonly next?: string
}

export type SearchDeps = RecentDeps & { readonly account: string }

/** Of a person with more messages, so many are looked at. */
const mostFound = 10_000
const perPipeline = 1_000

/** Finds messages by their person or key, wherever they are; those that the ledger has let go of are left out. */
export async function searchMessages(
  deps: SearchDeps,
  search: MessageSearch,
  { after, limit }: { readonly after?: SearchPlace | undefined; readonly limit: number },
): Promise<SearchPage> {
  const places = (await placesOf(deps, await idsOf(deps, search)))
    .filter((place) => after === undefined || isAfter(place, after))
    .sort((one, other) => (isAfter(one, other) ? 1 : -1))
  const messages: MessageState[] = []
  let last: SearchPlace | undefined
  for (let first = 0; first < places.length; first += limit) {
    const some = places.slice(first, first + limit)
    const states = await findMessages(
      deps,
      some.map(({ id }) => id),
    )
    for (const [index, state] of states.entries()) {
      if (!state || !isFound(state, search)) continue
      if (last && messages.length === limit) return { messages, next: writePlace(last) }
      messages.push(state)
      last = some[index]
    }
  }
  return { messages }
}

async function idsOf(deps: SearchDeps, { to, key, reference }: MessageSearch): Promise<string[]> {
  if (key !== undefined) return [messageId(deps.account, key)]
  const marks = await deps.persons.marks({ maxAgeMs: 0 })
  const noted = await findNoted(deps, to === undefined ? marks.allOfReference(reference) : marks.all(to))
  return [...new Set([...noted.values()].flat())].slice(-mostFound)
}

/** Two persons can share what the index keeps of a mark; and one who was forgotten is nobody. */
function isFound(state: MessageState, { to, reference }: MessageSearch): boolean {
  if (reference !== undefined) return state.reference === reference
  return to === undefined || recipientKey(state.to) === recipientKey(to)
}

/** When each of these was enqueued, by its entry or its job; those that have neither are gone. */
async function placesOf({ redis, keys, lanes }: SearchDeps, ids: readonly string[]): Promise<SearchPlace[]> {
  const places: SearchPlace[] = []
  for (let first = 0; first < ids.length; first += perPipeline) {
    const some = ids.slice(first, first + perPipeline)
    const pipeline = redis.pipeline()
    for (const id of some) {
      pipeline.hmget(keys.message(id), entryField.status, timeField.enqueued)
      pipeline.hget(lanes.urgent.toKey(id), 'timestamp')
      pipeline.hget(lanes.bulk.toKey(id), 'timestamp')
    }
    const replies = (await pipeline.exec()) ?? []
    for (const [index, id] of some.entries()) {
      const [entry, urgent, bulk] = replies.slice(3 * index, 3 * index + 3).map(([error, value]) => {
        if (error) throw error
        return value as unknown
      }) as [(string | null)[], string | null, string | null]
      const at = entry[0] ? (entry[1] ?? 0) : (urgent ?? bulk)
      if (at !== null) places.push({ at: Number(at), id })
    }
  }
  return places
}

/** Whether one comes after the other: it is older. */
function isAfter(one: SearchPlace, other: SearchPlace): boolean {
  return one.at < other.at || (one.at === other.at && one.id < other.id)
}

function writePlace({ at, id }: SearchPlace): string {
  return `${at}.${id}`
}

/** Reads the `next` of a page; `undefined` for what is none. */
export function parseSearchPlace(text: string): SearchPlace | undefined {
  const [, at, id] = /^(\d{1,15})\.(.+)$/.exec(text) ?? []
  return at && id && isMessageId(id) ? { at: Number(at), id } : undefined
}
