import { escapeXml } from './escape-xml.js'
import type { XmlStatusItem } from './read-answer.js'

/**
 * How the names in our answers are written: `lower` as seed 000 does, word for word; `upper` as programs in the field read
 * them (`Descendants("RETURN")`), and a `RETURN` then has an `ID`, too, which is `00` where there is no error.
 */
export const xmlCases = ['lower', 'upper'] as const
export type XmlCase = (typeof xmlCases)[number]

/** What every answer has. */
interface AnswerForm {
  /** Any text of ours. */
  readonly key: string
  /** Default `lower`. */
  readonly xmlCase?: XmlCase | undefined
}

/** The answer to a 50.01 request (seed 000, "XML de retorno"); `codigo` goes into 50.02. */
export function renderDispatchAnswer({ codigo, ...form }: AnswerForm & { readonly codigo: string }): string {
  const content = form.xmlCase === 'upper' ? returned('00', codigo, form) : element('return', codigo, form)
  return envelope('50.01', content, form)
}

/** The answer to a 50.02 request. The seed's sample says `trans="40.03"`, so ours does. */
export function renderStatusAnswer({
  items,
  ...form
}: AnswerForm & { readonly items: readonly XmlStatusItem[] }): string {
  const name = nameIn(form)
  const contents = items.map(({ telefone, status }) => {
    const fields = element('telefone', telefone, form) + element('status', status, form)
    return `<${name('item')}>${fields}</${name('item')}>`
  })
  return envelope('40.03', contents.join(''), form)
}

/**
 * The answer to a request that was refused, in the same envelope. Its `ID` is written as Hi Flow does, and is anything but `00`, which means no error; none
 * is documented, so ours are our own.
 */
export function renderErrorAnswer({
  trans,
  id,
  mensagem,
  ...form
}: AnswerForm & {
  /** What the request asked for; left out where it could not be read. */
  readonly trans?: string | undefined
  readonly id: string
  readonly mensagem: string
}): string {
  return envelope(trans, returned(id, mensagem, form), form)
}

function envelope(trans: string | undefined, content: string, form: AnswerForm): string {
  const name = nameIn(form)
  const attribute = trans === undefined ? '' : ` ${name('trans')}="${escapeXml(trans)}"`
  const emkt = `<${name('emkt')}${attribute} KEY="${escapeXml(form.key)}">${content}</${name('emkt')}>`
  return `<${name('main')}>${emkt}</${name('main')}>`
}

function returned(id: string, text: string, form: AnswerForm): string {
  const name = nameIn(form)('return')
  return `<${name} ID="${escapeXml(id)}">${escapeXml(text)}</${name}>`
}

function element(lower: string, text: string, form: AnswerForm): string {
  const name = nameIn(form)(lower)
  return `<${name}>${escapeXml(text)}</${name}>`
}

function nameIn({ xmlCase = 'lower' }: AnswerForm): (lower: string) => string {
  return (lower) => (xmlCase === 'upper' ? lower.toUpperCase() : lower)
}
