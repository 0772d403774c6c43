import { longestTag } from './xml-limits.js'

/**
 * Whether a tag of the document is longer than any can be. The parser takes a tag's attributes apart all at once, which
 * costs it hundreds of bytes for each byte of theirs. Markup is told from text exactly as the parser does it.
 */
export function hasLongTag(document: string): boolean {
  let at = document.indexOf('<')
  while (at !== -1) {
    const end = endOfMarkup(document, at)
    if (end === 'too-long') return true
    at = end === -1 ? -1 : document.indexOf('<', end)
  }
  return false
}

/** Where the markup ends; -1 where it never does, as the parser will say. */
function endOfMarkup(document: string, at: number): number | 'too-long' {
  if (document.startsWith('<!--', at)) return document.indexOf('-->', at + 4)
  if (document.startsWith('<![', at)) return document.indexOf(']]>', at)
  if (document.startsWith('</', at)) return document.indexOf('>', at)
  return endOfTag(document, at, document.startsWith('<?', at) ? '?>' : '>')
}

/** What stands in quotes cannot end a tag. */
function endOfTag(document: string, start: number, end: string): number | 'too-long' {
  for (let at = start + 1; at < document.length; at++) {
    if (at - start > longestTag) return 'too-long'
    const character = document[at]
    if (character === '"' || character === "'") {
      at = document.indexOf(character, at + 1)
      if (at === -1) return -1
    } else if (document.startsWith(end, at)) return at
  }
  return -1
}
