import { recipientKey } from '@disparo/core/reconcile'
import { recipientOfPhone, type XmlStatusItem } from '@disparo/core/xml'

interface Contact {
  readonly id: string
  /** With the country code. */
  readonly to: string
}

/** What an answer says of a message, in upstream's own words. */
export interface Word {
  readonly id: string
  readonly word: string
}

/**
 * Says whose each item of a 50.02 answer is: by phone, first as it is written, then with or without the ninth digit.
 * A phone that was there twice is told apart by order. Each item is used once; those of nobody are left out, and so are
 * contacts without a number (`to` is empty).
 */
export function matchItems(contacts: readonly Contact[], items: readonly XmlStatusItem[]): Word[] {
  const shown = items.map(({ telefone, status }) => ({
    to: recipientOfPhone(telefone) ?? telefone,
    word: status,
  }))
  const known = contacts.filter(({ to }) => to !== '')
  const exact = pairInOrder(known, shown, (to) => to)
  const tolerant = pairInOrder(exact.contacts, exact.shown, recipientKey)
  return [...exact.words, ...tolerant.words]
}

interface Shown {
  readonly to: string
  readonly word: string
}

function pairInOrder(
  contacts: readonly Contact[],
  shown: readonly Shown[],
  keyOf: (to: string) => string,
): { words: Word[]; contacts: Contact[]; shown: Shown[] } {
  const byKey = new Map<string, Shown[]>()
  for (const item of shown) {
    const key = keyOf(item.to)
    byKey.set(key, [...(byKey.get(key) ?? []), item])
  }
  const used = new Set<Shown>()
  const words: Word[] = []
  const left = contacts.filter(({ id, to }) => {
    const item = byKey.get(keyOf(to))?.shift()
    if (!item) return true
    used.add(item)
    words.push({ id, word: item.word })
    return false
  })
  return { words, contacts: left, shown: shown.filter((item) => !used.has(item)) }
}
