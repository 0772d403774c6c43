import type { Message } from './message.js'

/** The message with an externalLabel that no other has (`black_friday~<id>`), so that a report's item can only be its own. */
export function withUniqueLabel(message: Message, id: string): Message {
  return { ...message, externalLabel: `${message.externalLabel ?? ''}${uniqueSuffix(id)}` }
}

/** What such a label ends with. An id is a UUID, with a row where there is one: no two differ in case alone. */
export function uniqueSuffix(id: string): string {
  return `~${id}`
}

/** The label as its sender gave it, whether or not it went out with a unique end. */
export function plainLabel(label: string | undefined, id: string): string | undefined {
  const end = uniqueSuffix(id)
  const plain = label?.endsWith(end) ? label.slice(0, -end.length) : label
  return plain === '' ? undefined : plain
}
