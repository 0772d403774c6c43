import { createHash } from 'node:crypto'

/** 128 bits, in hex: equal for bodies that differ only in white space or in the order of their keys. */
export function hashContent(content: unknown): string {
  const canonical = JSON.stringify(content, (_key, value: unknown) =>
    isObject(value) ? sorted(value) : value,
  )
  return createHash('sha256').update(canonical).digest('hex').slice(0, 32)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
}
