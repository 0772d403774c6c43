import { quoteLongNumbers } from './quote-long-numbers.js'

export type Fields = Readonly<Record<string, unknown>>

/** What is an object, or a text that is one in JSON. */
export function fieldsOf(value: unknown): Fields | undefined {
  const read = typeof value === 'string' ? readText(value) : value
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Fields) : undefined
}

const mostItems = 1_000

/** The objects of an array (a thousand at most), or the one that there is; texts of JSON, too. */
export function listOf(value: unknown): readonly Fields[] {
  const read = typeof value === 'string' ? readText(value) : value
  const items = Array.isArray(read) ? read.slice(0, mostItems) : [read]
  return items.map(fieldsOf).filter((fields) => fields !== undefined)
}

function readText(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(quoteLongNumbers(text))
  } catch {
    return undefined
  }
}
