import { classifyAnswerText } from './classify-answer-text.js'
import { childrenNamed, descendantsNamed, type XmlElement } from './element.js'
import { readLenientXml } from './read-lenient-xml.js'

/** What became of one contact, in Hi Flow's own words: see `statusOfWord`. */
export interface XmlStatusItem {
  readonly telefone: string
  readonly status: string
}

/** What an answer says. An error may have no id; `unreadable` is any body that is none of Hi Flow's answers. */
export type XmlAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'items'; readonly items: readonly XmlStatusItem[] }
  | { readonly kind: 'error'; readonly id?: string; readonly text: string }
  | { readonly kind: 'unreadable' }

const maxLength = 16 * 1024 * 1024

/**
 * Reads an answer to 50.01 or 50.02, never failing: names in either case, `MAIN`, `AKNA`, `EMKT` or `FUNC` around it,
 * several roots in one body. The `trans` is not looked at: the seed's own sample names another. A code anywhere counts
 * before an error elsewhere: with it something was taken (read-code.ts).
 */
export function readAnswer(body: string): XmlAnswer {
  const envelopes = envelopesIn(body)
  const returns = descendantsNamed(envelopes, 'return')
  const items = descendantsNamed(envelopes, 'item').flatMap(readItem)
  const code = readCode(envelopes, returns)
  if (code !== undefined) return { kind: 'code', code }
  if (items.length > 0) return { kind: 'items', items }
  const failed = returns.find(hasErrorId) ?? returns.find((element) => element.text !== '' && !idOf(element))
  if (failed !== undefined) return errorOf(failed, returns)
  // A code without any contact: an envelope, and nothing in it.
  const empty =
    envelopes.length > 0 && envelopes.every(({ children, text }) => !children.length && text === '')
  return empty ? { kind: 'items', items: [] } : { kind: 'unreadable' }
}

/** `main` is a name of HTML, too: only what holds an `emkt` or a `func`, or is one, is an answer. */
function envelopesIn(body: string): XmlElement[] {
  try {
    const roots = readLenientXml(body, { maxLength }).filter(({ name }) =>
      /^(main|akna|emkt|func)$/.test(name),
    )
    return roots.flatMap((root) =>
      /^(emkt|func)$/.test(root.name)
        ? [root]
        : [...childrenNamed(root, 'emkt'), ...childrenNamed(root, 'func')],
    )
  } catch {
    return []
  }
}

function readItem(item: XmlElement): XmlStatusItem[] {
  const telefone = childrenNamed(item, 'telefone')[0]?.text ?? ''
  const status = childrenNamed(item, 'status')[0]?.text ?? ''
  return telefone === '' ? [] : [{ telefone, status }]
}

/** All that is said, for one RETURN may take back what another says. */
function errorOf(failed: XmlElement, returns: readonly XmlElement[]): XmlAnswer {
  const id = idOf(failed)
  const text = returns.flatMap((element) => element.text || []).join('. ')
  return { kind: 'error', ...(id !== undefined && { id }), text }
}

const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i
const longWord = /\b(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{16,64}\b/

/**
 * The code that an answer to 50.01 gives: a RETURN that is nothing else, or, where one says that all went well (by its
 * words or its ID), one that stands in a sentence or in an element of its own. Success without a code is none.
 */
function readCode(envelopes: readonly XmlElement[], returns: readonly XmlElement[]): string | undefined {
  const bare = returns.find((element) => !hasErrorId(element) && isCode(element.text))
  if (bare) return bare.text
  if (!returns.some(saysSuccess)) return undefined
  const named = descendantsNamed(envelopes, 'codigo').find(({ text }) => isCode(text))?.text
  const places = [...returns, ...returns.flatMap(({ children }) => children)]
  return named ?? places.map(({ text }) => codeWithin(text)).find((code) => code !== undefined)
}

function idOf(element: XmlElement): string | undefined {
  return element.attributes.get('id') || undefined
}

/** `00` is no error, says Hi Flow; what the others mean is documented nowhere. */
function hasErrorId(element: XmlElement): boolean {
  return !/^0*$/.test(idOf(element) ?? '')
}

function saysSuccess(element: XmlElement): boolean {
  const code = codeWithin(element.text)
  const words = code === undefined ? element.text : element.text.replace(code, ' ')
  const matter = classifyAnswerText(words)
  return matter === 'success' || (idOf(element) !== undefined && !hasErrorId(element) && matter === 'unclear')
}

/** One long word with a digit in it (the seed's is a UUID): "Sucesso", "ERRO404" and a date are none. */
function isCode(text: string): boolean {
  const isWord = /^[A-Za-z0-9_-]{8,64}$/.test(text) && /\d/.test(text)
  return isWord && !/^err/i.test(text) && !/^\d{4}-\d\d-\d\d$/.test(text)
}

/** A number may be a telephone's: where nothing says that it is a code, a code has letters, too. */
function codeWithin(text: string): string | undefined {
  const short = text.slice(0, 1_000)
  return (uuid.exec(short) ?? longWord.exec(short))?.[0]
}
