import { withVariables } from './own-template.js'
import type { HeaderType, Template, TemplateButton, TemplateButtonType } from './template.js'
import { hasVariable } from './variables.js'

/** What is longer is cut: a name is compared, the others are shown. */
const longest = { name: 512, word: 64, text: 4_096, url: 2_048 } as const
const mostButtons = 20
const mostCards = 20

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads a template in Meta's shape (`name, language, category, status, components: [{type, format, text, buttons}]`).
 * Hi Broker's documents do not show theirs, so nothing is required but a name, words may be in any case, and what is not known
 * is passed over. A body whose variables make no sense is kept, and not counted.
 */
export function readTemplate(given: unknown): Template | undefined {
  const fields = objectOf(given)
  const name = textOf(fields?.name ?? fields?.elementName ?? fields?.element_name, longest.name)
  if (fields === undefined || name === undefined) return undefined
  const components = (Array.isArray(fields.components) ? fields.components.slice(0, mostButtons) : [])
    .map(objectOf)
    .filter((component) => component !== undefined)
  const ofType = (type: string) => components.find((each) => wordOf(each.type) === type)
  const header = headerOf(ofType('HEADER'))
  const body = textOf(ofType('BODY')?.text ?? fields.body, longest.text)
  const footer = textOf(ofType('FOOTER')?.text, longest.text)
  const buttons = ofType('BUTTONS')?.buttons
  const cards = ofType('CAROUSEL')?.cards
  return withVariables({
    name,
    ...defined({
      namespace: textOf(fields.namespace ?? fields.message_template_namespace, longest.name),
      language: textOf(objectOf(fields.language)?.code ?? fields.language, longest.word),
      category: wordOf(fields.category),
      status: wordOf(fields.status),
      header,
      body,
      footer,
      carousel: Array.isArray(cards) ? carouselOf(cards.slice(0, mostCards)) : undefined,
    }),
    buttons: Array.isArray(buttons) ? buttons.slice(0, mostButtons).map(buttonOf) : [],
  })
}

/** Each card is written as a template is. A medium in its header is given anew with every message. */
function carouselOf(cards: readonly unknown[]): Template['carousel'] {
  const read = cards.flatMap((card) => readTemplate({ ...objectOf(card), name: 'card' }) ?? [])
  const isFilled = read.some(
    ({ header, body, buttons }) =>
      (header !== undefined && header.type !== 'text') ||
      [header?.text, body, ...buttons.map(({ url }) => url)].some((text) => text && hasVariable(text)),
  )
  return { cards: read.length, isFilled }
}

function headerOf(component: Fields | undefined): Template['header'] {
  if (component === undefined) return undefined
  const text = textOf(component.text, longest.text)
  const type = headerTypes[wordOf(component.format) ?? (text === undefined ? '' : 'TEXT')] ?? 'other'
  return { type, ...(text !== undefined && { text }) }
}

const headerTypes: Readonly<Record<string, HeaderType>> = {
  TEXT: 'text',
  IMAGE: 'image',
  DOCUMENT: 'document',
  VIDEO: 'video',
}

function buttonOf(given: unknown): TemplateButton {
  const fields = objectOf(given)
  const type = buttonTypes[wordOf(fields?.type) ?? ''] ?? 'other'
  return {
    type,
    ...defined({ text: textOf(fields?.text, longest.word), url: textOf(fields?.url, longest.url) }),
  }
}

const buttonTypes: Readonly<Record<string, TemplateButtonType>> = {
  URL: 'url',
  COPY_CODE: 'coupon',
  OTP: 'otp',
  QUICK_REPLY: 'reply',
  PHONE_NUMBER: 'phone',
}

function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

function textOf(value: unknown, max: number): string | undefined {
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? undefined : text.slice(0, max)
}

function wordOf(value: unknown): string | undefined {
  return textOf(value, longest.word)?.toUpperCase()
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}
