import type { Lane, Message } from '../message/index.js'
import { marksToAsk, type PersonMarks } from '../persons/index.js'
import type { TemplateCatalogue } from '../templates/index.js'
import { kindLetter, kindOf, type MessageKind, type Uncategorised } from './kind.js'
import { isCluster, type SuppressionList } from './suppression/suppression-lists.js'

/** By what somebody is looked up: marks, and the data keys that are missing to make all of them. */
type MarksToAsk = Pick<PersonMarks, 'all' | 'closedBy'>

/** The hours in which a message may not go, now or next, as `begin` is told of them (epoch s); empty: at any time. */
export type HoursOf = (message: Pick<Message, 'to'>, kind: MessageKind, lane: Lane) => string

/** What `begin` is told of whom a message is for, so that it knows whether that person may be messaged now. */
export type ContactOf = (message: Message, lane: Lane, marks: MarksToAsk) => string

export interface Contacts {
  /** What is in force, read once for all messages that begin together. */
  current(): Promise<ContactOf>
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
 * Says of messages what contact.lua.ts asks: `kind;marks;marks for all accounts;closed;hours`. Marks have commas between; `closed`
 * names the data keys that are missing for either, with a comma between, so that somebody may be on a list and not be found.
 */
export function openContacts({
  uncategorised,
  catalogue,
  listOfAll,
  copied,
  hours = anyTime,
}: ContactsDeps): Contacts {
  const place = listOfAll && isCluster(listOfAll.redis) ? '@' : ''
  return {
    kinds: async () => {
      const templates = await catalogue?.()
      return (template, lane) => kindOf(template, { lane, catalogue: templates, uncategorised })
    },
    current: async () => {
      const everyone = listOfAll && marksToAsk(listOfAll.persons)
      const [templates, all] = await Promise.all([catalogue?.(), everyone, copied?.()])
      return (message, lane, marks) => {
        const kind = kindOf(message, { lane, catalogue: templates, uncategorised })
        const closed = [marks.closedBy[0] ?? '', all?.closedBy[0] ?? '']
        const own = marks.all(message.to).join(',')
        const ofAll = all ? `${place}${all.all(message.to).join(',')}` : ''
        const missing = closed.some((key) => key !== '') ? closed.join(',') : ''
        return [kindLetter[kind], own, ofAll, missing, hours(message, kind, lane)].join(';')
      }
    },
  }
}
