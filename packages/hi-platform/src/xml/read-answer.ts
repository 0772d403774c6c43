import { childrenNamed, descendantsNamed, type XmlElement } from './element.js'
import { hasErrorId, idOf, readCode } from './read-code.js'
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
