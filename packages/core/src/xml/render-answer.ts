import { escapeXml } from './characters.js'
import type { XmlStatusItem } from './read-answer.js'

/** The answer to a 50.01 request (seed 000, "XML de retorno"). `key` is any text of ours; `codigo` goes into 50.02. */
export function renderDispatchAnswer({
  key,
  codigo,
}: {
  readonly key: string
  readonly codigo: string
}): string {
  return envelope('50.01', key, `<return>${escapeXml(codigo)}</return>`)
}

/** The answer to a 50.02 request. The seed's sample says `trans="40.03"`, so ours does. */
export function renderStatusAnswer(answer: {
  readonly key: string
  readonly items: readonly XmlStatusItem[]
}): string {
  const items = answer.items.map(
    ({ telefone, status }) =>
      `<item><telefone>${escapeXml(telefone)}</telefone><status>${escapeXml(status)}</status></item>`,
  )
  return envelope('40.03', answer.key, items.join(''))
}

/**
 * The answer to a request that was refused, in the same envelope. Its `ID` is written as Hi Flow does, and is anything but `00`, which means no error; none
 * is documented, so ours are our own.
 */
export function renderErrorAnswer(error: {
  readonly key: string
  /** What the request asked for; left out where it could not be read. */
  readonly trans?: string | undefined
  readonly id: string
  readonly mensagem: string
}): string {
  return envelope(
    error.trans,
    error.key,
    `<return ID="${escapeXml(error.id)}">${escapeXml(error.mensagem)}</return>`,
  )
}

function envelope(trans: string | undefined, key: string, content: string): string {
  const attribute = trans === undefined ? '' : ` trans="${escapeXml(trans)}"`
  return `<main><emkt${attribute} KEY="${escapeXml(key)}">${content}</emkt></main>`
}
