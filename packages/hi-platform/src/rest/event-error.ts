import { describeRejection } from './describe-rejection.js'

const nested = ['errors', 'error', 'errorMessage'] as const
const codes = ['code', 'errorCode', 'error_code'] as const
const titles = ['title', 'message', 'description', 'details', 'reason'] as const
const deepest = 4

/**
 * Why something failed, as an event says it: a text, JSON in a text, an object or an array of them. An object is told by its
 * code and title, as in Meta's `{"code": 131026, "title": "Message undeliverable"}`. Shortened, without markup and numbers.
 */
export function readEventError(value: unknown): string | undefined {
  const text = textOf(value, deepest)
  return text ? describeRejection(text) || undefined : undefined
}

function textOf(value: unknown, depth: number): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') {
    const parsed = depth > 1 && /^\s*[[{]/.test(value) ? parse(value) : undefined
    return textOf(parsed, depth - 1) ?? (value.trim() || undefined)
  }
  if (typeof value !== 'object' || value === null || depth === 0) return undefined
  if (Array.isArray(value)) return textOf(value[0], depth - 1)
  const fields = value as Readonly<Record<string, unknown>>
  const found = [codes, titles].map((names) => names.map((name) => wordOf(fields[name])).find(Boolean))
  const own = found.filter(Boolean).join(' ')
  return own || nested.map((name) => textOf(fields[name], depth - 1)).find(Boolean)
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? String(value).trim() : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
