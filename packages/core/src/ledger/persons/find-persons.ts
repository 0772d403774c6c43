import type { Message } from '../../message/index.js'
import type { PersonDeps } from '../../persons/index.js'
import { defineScript } from '../../redis/index.js'
import { packedIdLua } from '../ids/packed-id.lua.js'
import { templatePrint } from './note-persons.js'
import { findPersonsLua } from './person-index.lua.js'

const script = defineScript('disparoFindPersons', packedIdLua, findPersonsLua)

const listSize = 64
const mostLevel = 6
/** Lists that one call goes through: a millisecond or so. */
const listsPerCall = 50
const marksPerCall = 1_000
const callsAtOnce = 20

/**
 * The ids of messages noted with these marks, by mark; those of other persons, and of messages that are gone, may be among them.
 * Goes through each list of the index once, however many marks there are.
 * @param template - only messages of it, and perhaps of a few others
 */
export async function findNoted(
  { redis, keys }: Pick<PersonDeps, 'redis' | 'keys'>,
  marks: readonly string[],
  template?: Pick<Message, 'namespace' | 'elementName'>,
): Promise<Map<string, string[]>> {
  const print = template ? templatePrint(template) : Buffer.alloc(0)
  const lists = listsOf(await redis.hgetall(keys.personParts), marks)
  const found = new Map<string, string[]>()
  const search = async (some: readonly Wanted[]) => {
    const wanted = some.flatMap(([, each]) => each)
    const args = some.flatMap(([list, each]) => [
      ...[list, each.length],
      ...each.map((mark) => Buffer.concat([Buffer.from(mark.slice(3, 9), 'latin1'), print])),
    ])
    const reply = (await script(redis, [keys.persons], [keys.prefix, ...args])) as (number | string)[]
    for (let at = 0; at < reply.length; at += 2) {
      const mark = wanted[Number(reply[at]) - 1] ?? ''
      const ids = found.get(mark) ?? []
      if (ids.length === 0) found.set(mark, ids)
      ids.push(String(reply[at + 1]))
    }
  }
  const calls = callsOf(lists)
  for (let first = 0; first < calls.length; first += callsAtOnce) {
    await Promise.all(calls.slice(first, first + callsAtOnce).map(search))
  }
  return found
}

/** A list, and the marks that are looked for in it. */
type Wanted = readonly [list: string, marks: readonly string[]]

/** So many lists and marks that each call is short. */
function callsOf(lists: ReadonlyMap<string, readonly string[]>): Wanted[][] {
  const calls: Wanted[][] = []
  let weight = Number.POSITIVE_INFINITY
  for (const [list, marks] of lists) {
    for (let first = 0; first < marks.length; first += marksPerCall) {
      const some = marks.slice(first, first + marksPerCall)
      if (weight + some.length > marksPerCall || (calls.at(-1)?.length ?? 0) >= listsPerCall) {
        calls.push([])
        weight = 0
      }
      calls.at(-1)?.push([list, some])
      weight += some.length
    }
  }
  return calls
}

/** The lists that these marks may be in, by what follows in their keys, as person-index.lua.ts names them. */
function listsOf(parts: Readonly<Record<string, string>>, marks: readonly string[]): Map<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const [day, total] of Object.entries(parts)) {
    const last = levelOf(Number(total))
    for (let level = 0; level <= last; level += 1) {
      const count = 4 ** Math.min(level, mostLevel)
      for (const mark of marks) {
        const list = `${day}:${level}:${wordOf(mark) % count}`
        const wanted = lists.get(list)
        if (wanted) wanted.push(mark)
        else lists.set(list, [mark])
      }
    }
  }
  return lists
}

function levelOf(total: number): number {
  let level = 0
  for (let room = listSize; total > room; room += listSize * 4 ** Math.min(level, mostLevel)) level += 1
  return level
}

function wordOf(mark: string): number {
  return mark.charCodeAt(0) * 5041 + mark.charCodeAt(1) * 71 + mark.charCodeAt(2)
}
