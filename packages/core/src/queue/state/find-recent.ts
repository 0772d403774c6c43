import { type EntryDeps, entryField, findNoted, timeField } from '../../ledger/index.js'
import type { Message, MessageStatus } from '../../message/index.js'
import type { Persons } from '../../persons/index.js'
import type { Lanes } from '../lanes/lanes.js'

export interface RecentDeps extends EntryDeps {
  readonly lanes: Lanes
  readonly persons: Persons
}

type PersonAndTemplate = Pick<Message, 'to' | 'namespace' | 'elementName'>

/** Of a person's messages of one template, the latest are looked at. */
const lookedAt = 20
const perPipeline = 1_000

/**
 * Who has got a message of the same template since `since` (epoch ms), or has one that waits: for each of those asked for, in
 * their order. Each list of the index is read once a template, so that it is best asked for many at once: 40,000 persons
 * among a million messages take a few seconds. A message counts by when its attempt began; one that was rejected, failed,
 * expired or was cancelled does not count.
 */
export async function findRecent(
  deps: RecentDeps,
  asked: readonly PersonAndTemplate[],
  since: number,
): Promise<boolean[]> {
  const marks = await deps.persons.marks({ maxAgeMs: 0 })
  const recent = asked.map(() => false)
  for (const places of placesByTemplate(asked).values()) {
    const template = asked[places[0] ?? 0] as PersonAndTemplate
    const placesOf = new Map<string, number[]>()
    for (const place of places) {
      for (const mark of marks.all(asked[place]?.to ?? '')) {
        placesOf.set(mark, [...(placesOf.get(mark) ?? []), place])
      }
    }
    const noted = await findNoted(deps, [...placesOf.keys()], template)
    const messages = [...noted].flatMap(([mark, ids]) => ids.slice(-lookedAt).map((id) => ({ mark, id })))
    for (let first = 0; first < messages.length; first += perPipeline) {
      const some = messages.slice(first, first + perPipeline)
      const facts = await readFacts(
        deps,
        some.map(({ id }) => id),
      )
      for (const [index, { mark }] of some.entries()) {
        if (!isRecent(facts[index], template, since)) continue
        for (const place of placesOf.get(mark) ?? []) recent[place] = true
      }
    }
  }
  return recent
}

function placesByTemplate(asked: readonly PersonAndTemplate[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [place, { namespace, elementName }] of asked.entries()) {
    const name = `${namespace}\n${elementName}`
    const known = places.get(name)
    if (known) known.push(place)
    else places.set(name, [place])
  }
  return places
}

interface Facts extends Partial<Pick<Message, 'namespace' | 'elementName'>> {
  /** Absent: it has no entry. */
  readonly status?: MessageStatus | undefined
  readonly sendingAt: number
  readonly waits: boolean
}

const underWay: readonly MessageStatus[] = ['sending', 'unknown', 'accepted', 'sent', 'received', 'read']

/** Of one that waits, only the index tells the template: two bytes of it. */
function isRecent(facts: Facts | undefined, template: PersonAndTemplate, since: number): boolean {
  if (facts?.status === undefined) return facts?.waits ?? false
  const { status, namespace, elementName, sendingAt } = facts
  if (namespace !== template.namespace || elementName !== template.elementName) return false
  return status === 'enqueued' || (underWay.includes(status) && sendingAt >= since)
}

async function readFacts({ redis, keys, lanes }: RecentDeps, ids: readonly string[]): Promise<Facts[]> {
  const pipeline = redis.pipeline()
  const { status, namespace, elementName } = entryField
  for (const id of ids) {
    pipeline.hmget(keys.message(id), status, namespace, elementName, timeField.sending)
    pipeline.exists(lanes.urgent.toKey(id), lanes.bulk.toKey(id))
  }
  const replies = (await pipeline.exec()) ?? []
  return ids.map((_, index) => {
    const [[broken, entry], [failed, jobs]] = replies.slice(2 * index, 2 * index + 2) as [
      [Error | null, (string | null)[]],
      [Error | null, number],
    ]
    if (broken ?? failed) throw broken ?? failed
    const [is, its, name, sending] = entry
    return {
      status: (is ?? undefined) as MessageStatus | undefined,
      namespace: its ?? '',
      elementName: name ?? '',
      sendingAt: Number(sending ?? 0),
      waits: jobs > 0,
    }
  })
}
