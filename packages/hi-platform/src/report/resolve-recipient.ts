import { recipientKey } from '@disparo/core/internal/message'

/** The least that says whose a number may be: less is no phone number. */
const fewestDigits = 8
const ninthDigit = /^(\d{2})?9(\d{8})$/

/**
 * Answers whose number the report shows: the key of the one person among these that it can be, though the country code,
 * the area code or Brazil's ninth digit is left out. `undefined`: it can be several people's.
 * @param sentTo - the recipients of all messages in question, with their country codes
 * @param withoutCountry - the report was learnt to leave 55 out: then a number that is one person's as it stands can be another's
 */
export function recipientResolver(
  sentTo: readonly string[],
  { withoutCountry = false }: { readonly withoutCountry?: boolean | undefined } = {},
): (shown: string) => string | undefined {
  const people = new Set(sentTo.map(recipientKey))
  /** Mostly numbers are shown as they were sent: then nobody asks for their ends. */
  let ends: ReadonlyMap<string, string | undefined> | undefined
  return (shown) => {
    const digits = shown.replace(/\D/g, '').replace(/^0+/, '')
    const key = recipientKey(digits)
    const isKnown = people.has(key)
    if (isKnown && !withoutCountry) return key
    ends ??= peopleByEnd(people)
    const byEnd = ends
    const written = new Set([digits, digits.replace(ninthDigit, '$1$2')])
    const found = [...written].filter((end) => byEnd.has(end)).map((end) => byEnd.get(end))
    if (found.length === 0) return key
    const [one] = found
    return (isKnown && one !== key) || found.some((other) => other !== one) ? undefined : one
  }
}

/** Whose number has such an end; `undefined`: several people's. */
function peopleByEnd(people: ReadonlySet<string>): Map<string, string | undefined> {
  const byEnd = new Map<string, string | undefined>()
  for (const key of people) {
    for (let length = fewestDigits; length < key.length; length++) {
      const end = key.slice(-length)
      byEnd.set(end, byEnd.has(end) ? undefined : key)
    }
  }
  return byEnd
}
