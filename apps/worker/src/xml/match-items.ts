import { groupBy, recipientKey } from '@disparo/hi-platform/report'
import { recipientOfPhone, type XmlStatusItem } from '@disparo/hi-platform/xml'

interface Contact {
  readonly id: string
  /** With the country code. */
  readonly to: string
}

/** What an answer says of a message, in upstream's own words. */
export interface StatusWord {
  readonly id: string
  readonly word: string
}

/**
 * Says whose each item of a 50.02 answer is: by phone, with or without the ninth digit. Each item is used once; those of
 * nobody are left out, and so are contacts without a number (`to` is empty).
 */
export function matchItems(contacts: readonly Contact[], items: readonly XmlStatusItem[]): StatusWord[] {
  const shown = items.map(({ telefone, status }) => ({
    to: recipientOfPhone(telefone) ?? telefone,
    word: status,
  }))
  const people = groupBy(
    contacts.filter(({ to }) => to !== ''),
    ({ to }) => recipientKey(to),
  )
  const itemsOf = groupBy(shown, ({ to }) => recipientKey(to))
  return [...people].flatMap(([key, those]) => wordsOfPerson(those, itemsOf.get(key) ?? []))
}

interface Shown {
  readonly to: string
  readonly word: string
}

/**
 * Who was sent to once has the item that is written so, or else the one there is. Of several contacts each form needs as many
 * items as contacts, which are told apart by order; else nobody knows whose an item is, unless all say the same.
 */
function wordsOfPerson(contacts: readonly Contact[], shown: readonly Shown[]): StatusWord[] {
  const [first] = contacts
  if (first && contacts.length === 1) {
    const item = shown.find(({ to }) => to === first.to) ?? shown[0]
    return item ? [{ id: first.id, word: item.word }] : []
  }
  const words = new Set(shown.map(({ word }) => word))
  if (words.size === 1 && shown.length === contacts.length) {
    return contacts.map(({ id }) => ({ id, word: shown[0]?.word ?? '' }))
  }
  const forms = [...groupBy(contacts, ({ to }) => to)]
  const pairs = forms.map(([form, those]) => ({ those, items: shown.filter(({ to }) => to === form) }))
  if (pairs.some(({ those, items }) => those.length !== items.length)) return []
  return pairs.flatMap(({ those, items }) =>
    those.map(({ id }, place) => ({ id, word: items[place]?.word ?? '' })),
  )
}
