/** Where a text stops being JSON. Both count from 1; a column is a UTF-16 unit. */
interface JsonFault {
  readonly line: number
  readonly column: number
}

const blanks = /[ \t\n\r]*/y
const word =
  /"(?:[ !#-[\]-\uFFFF]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null/y

/**
 * Finds the first place at which a text is no JSON (RFC 8259); `undefined` where it is. The runtime's own message does not
 * always name a place, and repeats the text, in which a secret may stand.
 */
export function jsonFault(text: string): JsonFault | undefined {
  const position = faultPosition(text)
  if (position === undefined) return undefined
  const lines = text.slice(0, position).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** What may come next: a value, a name, what follows a value, or the end of what is open. */
type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end'

function faultPosition(text: string): number | undefined {
  const open: ('[' | '{')[] = []
  let expected: Expected = 'value'
  let position = 0
  for (;;) {
    position = skip(blanks, text, position)
    const within = open.at(-1)
    const sign = text[position]
    if (expected === 'comma-or-end' && within === undefined) return sign === undefined ? undefined : position
    if (sign === undefined) return position
    if (expected.endsWith('end') && sign === (within === '[' ? ']' : '}')) {
      open.pop()
      expected = 'comma-or-end'
    } else if (expected === 'comma-or-end') {
      if (sign !== ',') return position
      expected = within === '[' ? 'value' : 'name'
    } else if (expected === 'colon') {
      if (sign !== ':') return position
      expected = 'value'
    } else if (expected.startsWith('value') && (sign === '[' || sign === '{')) {
      open.push(sign)
      expected = sign === '[' ? 'value-or-end' : 'name-or-end'
    } else {
      const isName = expected.startsWith('name')
      const end = isName && sign !== '"' ? position : skip(word, text, position)
      if (end === position) return position
      position = end
      expected = isName ? 'colon' : 'comma-or-end'
      continue
    }
    position += 1
  }
}

/** @returns where what the pattern takes from `position` on ends; `position` where it takes nothing */
function skip(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position
  return pattern.test(text) ? pattern.lastIndex : position
}
