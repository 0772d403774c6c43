/** Seed 001's optional fields. */
const optional: ReadonlySet<string> = new Set(['category', 'components', 'externalLabel'])

/** The body without optional fields that are null or empty: programs write so what they do not use. */
export function dropEmptyFields(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const isEmpty = ([name, value]: [string, unknown]) => optional.has(name) && (value === null || value === '')
  return Object.fromEntries(Object.entries(body).filter((field) => !isEmpty(field)))
}
