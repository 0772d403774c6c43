import type { Lane, Message } from '../message/index.js'
import { marksToAsk, type PersonMarks } from '../persons/index.js'
import type { TemplateCatalogue } from '../templates/index.js'
import { kindLetter, kindOf, type MessageKind, type Uncategorised } from './kind.js'
import { isCluster, type SuppressionList } from './suppression/suppression-lists.js'

/** By what somebody is looked up: marks, and the data keys that are missing to make all of them. */
type MarksToAsk = Pick<PersonMarks, 'all' | 'closedBy'>

/** The hours in which a message may not go, now or next, as `begin` is told of them (epoch s); empty: at any time. */
export type HoursOf = (message: Pick<Message, 'to'>, kind: MessageKind, lane: Lane) => string

/** What `begin` is told of whom messages are for, so that it knows whether they may be messaged now (contact.lua.ts). */
export interface ContactTexts {
  /** What goes for all of a call. */
  readonly all: string
  /** Of each message, in their order; empty: nothing is asked. */
  readonly each: readonly string[]
}

/** Of messages that begin in one call; `undefined` stands for one that nobody can open. */
export type ContactsOf = (
  messages: readonly (Message | undefined)[],
  lane: Lane,
  marks: MarksToAsk,
) => ContactTexts

export interface Contacts {
  /** What is in force, read once for all messages that begin together. */
  current(): Promise<ContactsOf>
  /** What messages of a template are for, where nothing else of them is known. */
  kinds(): Promise<KindOfTemplate>
}

export type KindOfTemplate = (template: Pick<Message, 'namespace' | 'elementName'>, lane: Lane) => MessageKind

export interface ContactsDeps {
  readonly uncategorised?: Uncategorised | undefined
  /** The templates in force. Default: the account has none. */
  readonly catalogue?: (() => Promise<Pick<TemplateCatalogue, 'find'> | undefined>) | undefined
  /** Those who are not to be messaged by any account. Default: there is no such list. */
  readonly listOfAll?: Pick<SuppressionList, 'persons' | 'redis'> | undefined
  /** In a Cluster: once the account has a copy of that list. Default: it needs none. */
  readonly copied?: (() => Promise<void>) | undefined
  /** Default: messages go at any time. */
  readonly hours?: HoursOf | undefined
}

const anyTime: HoursOf = () => ''

/**
 * Says of messages what contact.lua.ts asks, so that there is little to be read there. Of all: how many marks each has of its account and how
 * many for all accounts (a character each, from `0` on), `@` where the account has a copy of that list, the data keys that are missing for
 * either (a comma between), and after `;` the hours, `;` between. Of each: its kind, the number of its hours (from 001 on, 000: none), its marks.
 */
export function openContacts({
  uncategorised,
  catalogue,
  listOfAll,
  copied,
  hours = anyTime,
}: ContactsDeps): Contacts {
  const place = listOfAll && isCluster(listOfAll.redis) ? '@' : '-'
  return {
    kinds: async () => {
      const templates = await catalogue?.()
      return (template, lane) => kindOf(template, { lane, catalogue: templates, uncategorised })
    },
    current: async () => {
      const everyone = listOfAll && marksToAsk(listOfAll.persons)
      const [templates, all] = await Promise.all([catalogue?.(), everyone, copied?.()])
      const closedForAll = all?.closedBy[0] ?? ''
      return (messages, lane, marks) => {
        const closed = [marks.closedBy[0] ?? '', closedForAll]
        const numbers = new Map<string, number>()
        let counts = '00'
        const each = messages.map((message) => {
          if (!message) return ''
          const kind = kindOf(message, { lane, catalogue: templates, uncategorised })
          const [own, ofAll] = [marks.all(message.to), all?.all(message.to) ?? []]
          counts = digitOf(own.length) + digitOf(ofAll.length)
          const number = numberIn(numbers, hours(message, kind, lane))
          return `${kindLetter[kind]}${number}${own.join('')}${ofAll.join('')}`
        })
        const missing = closed.some((key) => key !== '') ? closed.join(',') : ''
        return { all: `${counts}${place}${missing};${[...numbers.keys()].join(';')}`, each }
      }
    },
  }
}

/** The number of hours among those of a call. No call has a thousand: there are not as many zones. */
function numberIn(numbers: Map<string, number>, hours: string): string {
  if (hours === '') return '000'
  const number = numbers.get(hours) ?? numbers.size + 1
  numbers.set(hours, number)
  return String(number).padStart(3, '0')
}

function digitOf(count: number): string {
  return String.fromCharCode('0'.charCodeAt(0) + count)
}
