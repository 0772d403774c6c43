import { readJsonContainer } from './json-object.js'

/** Where an answer may say in words what is wrong; the first that is there is taken. */
const wordFields = [
  'message',
  'mensagem',
  'errorMessage',
  'error_message',
  'error_description',
  'description',
  'descricao',
  'detail',
  'details',
  'detalhe',
  'detalhes',
  'reason',
  'motivo',
  'title',
  'msg',
  'text',
] as const
/** Where it may say so one level further in. */
const outerFields = ['error', 'erro', 'errors', 'erros', 'error_data', 'data', 'payload'] as const
const codeFields = ['code', 'codigo', 'errorCode', 'error_code'] as const
const deepest = 4

/**
 * What the body of a refusal says to people: the words in its JSON, with the code beside them, or the body as it is where nothing of that is
 * found. What Hi Platform answers with a 400 is documented nowhere (001): these are the shapes of Meta, of problem+json, and of Brazilian services.
 */
export function refusalText(body: string): string {
  const parsed = readJsonContainer(body)
  return (parsed && wordsIn(parsed, deepest)) ?? body
}

function wordsIn(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return textIn(value, depth)
  if (typeof value !== 'object' || value === null || depth === 0) return undefined
  if (Array.isArray(value)) return firstOf(value.slice(0, 8), (each) => wordsIn(each, depth - 1))
  const fields = ownFields(value)
  const words =
    firstOf(wordFields, (name) => wordsIn(fields.get(name.toLowerCase()), depth - 1)) ??
    firstOf(outerFields, (name) => wordsIn(fields.get(name.toLowerCase()), depth - 1))
  return words && withCode(words, fields)
}

/** A text may be JSON itself. */
function textIn(text: string, depth: number): string | undefined {
  const inner = depth > 0 ? readJsonContainer(text) : undefined
  return (inner && wordsIn(inner, depth - 1)) ?? (text.trim() || undefined)
}

function withCode(words: string, fields: ReadonlyMap<string, unknown>): string {
  const code = firstOf(codeFields, (name) => {
    const value = fields.get(name.toLowerCase())
    return typeof value === 'number' || (typeof value === 'string' && /^\w{1,40}$/.test(value))
      ? String(value)
      : undefined
  })
  return code === undefined || words.includes(code) ? words : `${code} ${words}`
}

function ownFields(value: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]))
}

function firstOf<T, R>(values: readonly T[], read: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = read(value)
    if (found !== undefined) return found
  }
  return undefined
}
