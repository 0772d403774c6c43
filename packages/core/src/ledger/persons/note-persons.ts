import { hash } from 'node:crypto'
import { clockLua } from '../../gate/index.js'
import type { Message } from '../../message/index.js'
import type { Persons } from '../../persons/index.js'
import { defineScript } from '../../redis/index.js'
import { fieldsLua } from '../entry/entry-fields.js'
import { packedIdLua } from '../ids/packed-id.lua.js'
import { packPersonId } from './person-id.js'
import { notePersonsLua, personIndexLua } from './person-index.lua.js'

const script = defineScript(
  'disparoNotePersons',
  clockLua,
  fieldsLua,
  packedIdLua,
  personIndexLua,
  notePersonsLua,
)

/** A message that is about to be enqueued. */
export interface MessageToNote {
  readonly id: string
  readonly to: string
  readonly template: Pick<Message, 'namespace' | 'elementName'>
  /** It is found by its reference, too. */
  readonly extras?: { readonly reference?: string } | undefined
  /** For how long it is put off. */
  readonly delayMs: number
}

const dayMs = 86_400_000
/** Of a mark's eleven. */
const markChars = 9

/**
 * Notes whose messages are about to be enqueued, before they are: what is in a lane and not in the index would escape
 * whoever forgets its person.
 */
export async function notePersons(persons: Persons, messages: readonly MessageToNote[]): Promise<void> {
  if (messages.length === 0) return
  const { redis, keys, retentionMs } = persons
  const marks = await persons.marks()
  const groups = new Map<number, Buffer[]>()
  let template: MessageToNote['template'] | undefined
  let print: Buffer = Buffer.alloc(0)
  for (const { id, to, template: its, extras, delayMs } of messages) {
    if (its.namespace !== template?.namespace || its.elementName !== template.elementName) {
      template = its
      print = templatePrint(its)
    }
    const days = Math.ceil(delayMs / dayMs)
    const group = groups.get(days) ?? []
    if (group.length === 0) groups.set(days, group)
    group.push(recordOf(marks.of(to), print, packPersonId(id)))
    const { reference } = extras ?? {}
    if (reference !== undefined) group.push(recordOf(marks.ofReference(reference), print, packPersonId(id)))
  }
  const args = [...groups].flatMap(([days, records]) => [days * dayMs, Buffer.concat(records)])
  await script(redis, [keys.persons], [keys.prefix, retentionMs, marks.keyName, marks.keyText, ...args])
}

/** A record with the three characters of the mark that choose its list before it, and its length before these. */
function recordOf(mark: string, print: Buffer, id: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(1 + markChars + print.length + id.length)
  bytes[0] = bytes.length - 1
  bytes.write(mark, 1, markChars, 'latin1')
  print.copy(bytes, 1 + markChars)
  id.copy(bytes, 1 + markChars + print.length)
  return bytes
}

/** Two bytes: enough to pass over nearly all messages of other templates. */
export function templatePrint({ namespace, elementName }: MessageToNote['template']): Buffer {
  return hash('sha1', `${namespace}\n${elementName}`, 'buffer').subarray(0, 2)
}
