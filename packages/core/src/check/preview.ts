import type { HeaderParameter, Message } from '../message/index.js'
import { type RenderedTemplate, renderTemplate, type Template } from '../templates/index.js'
import { variablesIn } from './template-use.js'

/** A row as its recipient would see it. */
export interface RowPreview extends RenderedTemplate {
  readonly row: number
  readonly line?: number
  /** Where it would go: country code and number. */
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  /** ISO 8601, UTC; absent: at once. */
  readonly sendAt?: string
  /** What the body is filled with. The body itself is known where the template is. */
  readonly variables: readonly string[]
}

/** Where a row stands, and what is sent. */
export interface RowToShow {
  readonly row: number
  readonly line: number | undefined
  readonly message: Message
  readonly sendAt: number | undefined
}

/** Renders a row by its template, or without one as far as the message says. */
export function previewRow({ row, line, message, sendAt }: RowToShow, template?: Template): RowPreview {
  const { to, namespace, elementName } = message
  return {
    ...{ row, ...(line === undefined ? {} : { line }), to, namespace, elementName },
    ...(sendAt === undefined ? {} : { sendAt: new Date(sendAt).toISOString() }),
    ...(template ? renderTemplate(template, message) : renderMessageAlone(message)),
    variables: variablesIn(message),
  }
}

function renderMessageAlone({ components = [] }: Message): RenderedTemplate {
  const [header] = components.flatMap((component) =>
    component.type === 'header' ? component.parameters : [],
  )
  const buttons = components.flatMap((component) => (component.type === 'button' ? component.parameters : []))
  return {
    ...(header ? { header: headerOf(header) } : {}),
    buttons: buttons.map((button) =>
      button.type === 'url'
        ? { type: 'url', url: `…${button.text}` }
        : { type: 'coupon', code: button.coupon_code },
    ),
  }
}

function headerOf(header: HeaderParameter): NonNullable<RenderedTemplate['header']> {
  const { type } = header
  if (type === 'text') return { type, text: header.text }
  if (type === 'image') return { type, link: header.image.link }
  return { type, link: type === 'document' ? header.document.link : header.video.link }
}
