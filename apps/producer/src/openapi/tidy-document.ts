import { STATUS_CODES } from 'node:http'

type Part = Readonly<Record<string, unknown>>

/**
 * Makes of a document as it is generated one that generators of clients read well: records of known names have properties, a choice
 * of one is that one, whole numbers have no bounds but their own, and answers are called by their status.
 */
export function tidyDocument<Document>(document: Document): Document {
  return tidy(document) as Document
}

function tidy(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(tidy)
  if (typeof part !== 'object' || part === null) return part
  const tidied = Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      name === 'responses' ? namedAnswers(value) : tidy(value),
    ]),
  )
  return withoutSafeBounds(withoutChoiceOfOne(withProperties(tidied)))
}

function withProperties(schema: Part): Part {
  const { propertyNames, additionalProperties, ...others } = schema
  const names = (propertyNames as { readonly enum?: readonly string[] } | undefined)?.enum
  if (names === undefined || typeof additionalProperties !== 'object') {
    // That names are texts goes without saying.
    return propertyNames === undefined || names !== undefined ? schema : { ...others, additionalProperties }
  }
  return { ...others, properties: Object.fromEntries(names.map((name) => [name, additionalProperties])) }
}

function withoutChoiceOfOne(schema: Part): Part {
  const { anyOf, ...others } = schema
  return Array.isArray(anyOf) && anyOf.length === 1 ? { ...(anyOf[0] as Part), ...others } : schema
}

function withoutSafeBounds(schema: Part): Part {
  if (schema.type !== 'integer') return schema
  const isSafe = (value: unknown) => Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
  return Object.fromEntries(
    Object.entries(schema).filter(([name, value]) => !(/^m(?:in|ax)imum$/.test(name) && isSafe(value))),
  )
}

function namedAnswers(responses: unknown): unknown {
  if (typeof responses !== 'object' || responses === null) return responses
  return Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => {
      const tidied = tidy(answer) as Part
      const isNamed = tidied.description !== 'Default Response'
      return [status, isNamed ? tidied : { ...tidied, description: STATUS_CODES[status] ?? status }]
    }),
  )
}
