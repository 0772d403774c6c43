import type { Message } from './message.js'

/** What a message says of its recipient or to them: all its texts but the names of its template and its category. */
export function textsOf({ to, components, externalLabel, reference, metadata = {} }: Message): string[] {
  return [
    ...[to, externalLabel, reference, ...Object.values(metadata)].filter((text) => typeof text === 'string'),
    ...textsIn(components),
  ]
}

/** What types, places and variables are called is nobody's. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'type' || name === 'index' || name === 'variableName' ? [] : textsIn(each),
  )
}
