import { longestRowBytes } from '../row-reader.js'
import type { XmlHandler } from './read-xml.js'
import { WorkbookError } from './workbook-error.js'

export type RichText = Required<XmlHandler>

/**
 * Gathers the text of each `outer` element: its runs (`t`), without how they are pronounced (`rPh`); `take` is given it.
 * `also` names another element that holds text.
 */
export function richText(outer: string, take: (text: string) => void, also?: string): RichText {
  let text = ''
  let gathering = false
  let pronounced = false
  return {
    open: (name) => {
      if (name === outer) text = ''
      else if (name === 'rPh') pronounced = true
      else gathering = !pronounced && (name === 't' || name === also)
    },
    text: (piece) => {
      if (gathering) text += piece
      if (text.length > longestRowBytes) throw new WorkbookError('LONG_ROW')
    },
    close: (name) => {
      gathering = false
      if (name === 'rPh') pronounced = false
      if (name === outer) take(unescaped(text))
    },
  }
}

/** Characters that XML cannot have are written `_x000D_` (ECMA-376-1, 22.9.2.19). */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
