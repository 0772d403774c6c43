import { type Fields, fieldsOf, listOf } from './event-fields.js'
import { readPhone } from './read-phone.js'

/** What a person has answered, as far as an event surely says it. */
export interface PersonReply {
  /** All that they wrote, or the label of the button that they pressed. Absent where it is no text, or cannot be told. */
  readonly text?: string
  /** It may be a text, and which one cannot be told. */
  readonly isUnreadable: boolean
  /** Who wrote it, where it says so itself. */
  readonly from?: string
}

/** What is longer is no word. */
const longestText = 1_024

const noText =
  /^(?:image|audio|voice|ptt|video|sticker|document|file|media|location|contacts?|vcard|reaction|order|poll|application|unsupported|system)\b/i

/**
 * Reads the answer in an event of type `Replied`. How Hi Broker writes it is not documented: a text as the payload; Meta's
 * `{type, text: {body}}`, its buttons and lists; `text`, `body` or `content` of the payload or its `message`. Where several
 * of these differ, none is taken. What the answer quotes (`context`) is never looked at.
 */
export function readPersonReply(event: unknown): PersonReply {
  const outer = typeof event === 'string' ? undefined : fieldsOf(event)
  if (outer === undefined) return { isUnreadable: false }
  const payload = fieldsOf(outer.payload)
  if (payload === undefined && typeof outer.payload === 'string' && outer.payload.trim() !== '') {
    return { text: outer.payload.slice(0, longestText), isUnreadable: false }
  }
  const [item] = listOf(outer.payload)
  // An event has a `type` of its own, which says nothing of the answer.
  const { type: _, ...bare } = outer
  const holder = payload ?? item ?? bare
  const parts = [holder, ...[holder.message, holder.reply].map(fieldsOf)].filter((part) => part !== undefined)
  const from = readPhone(parts.map((part) => part.from).find((value) => value !== undefined))
  const written = [...new Set(parts.flatMap(textsOf))]
  const [text] = written
  const isOther = parts.some(({ type }) => typeof type === 'string' && noText.test(type.trim()))
  return {
    ...(written.length === 1 && text !== undefined && !isOther ? { text } : {}),
    isUnreadable: written.length !== 1 && !isOther,
    ...(from === undefined ? {} : { from }),
  }
}

function textsOf({ text, body, content, message, reply, button, interactive }: Fields): string[] {
  const pressed = fieldsOf(interactive)
  const labels = [pressed?.button_reply, pressed?.list_reply].map((label) => fieldsOf(label)?.title)
  const values = [text, body, content, message, reply, button, ...labels]
  return values.map(textOf).filter((found) => found !== undefined)
}

/** A text, or an object around one. */
function textOf(value: unknown): string | undefined {
  const fields = fieldsOf(value)
  const found = fields ? [fields.body, fields.text].find((inner) => typeof inner === 'string') : value
  return typeof found === 'string' && found.trim() !== '' ? found.trim().slice(0, longestText) : undefined
}
