/**
 * Reads an env file as Docker Compose does (compose-go's dotenv, after its documentation "Syntax for .env files"): values without
 * quotes end at ` #`; single quotes take everything as it is, up to the first that has no backslash before it; between double
 * quotes, and without any, `$NAME` and `${NAME}` are put in; backslashes count between double quotes.
 */
export function readAsCompose(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  let rest = text
  while (rest !== '') {
    if (/^\s*(?:#|$)/.test(rest.split('\n', 1)[0] ?? '')) {
      rest = rest.slice((rest.split('\n', 1)[0] ?? '').length + 1)
      continue
    }
    const [start, name = ''] = /^([A-Za-z_]\w*)=/.exec(rest) ?? []
    if (start === undefined) throw new Error('Compose finds no variable here')
    const { value, length } = readValue(rest.slice(start.length))
    found[name] = value
    rest = rest.slice(start.length + length).replace(/^[^\n]*\n?/, '')
  }
  return found
}

function readValue(text: string): { value: string; length: number } {
  const [quote = ''] = text
  if (quote !== "'" && quote !== '"') {
    const line = text.split('\n', 1)[0] ?? ''
    return { value: putIn(line.replace(/\s#.*$/, '').trim()), length: line.length }
  }
  let end = 1
  while (end < text.length && (text[end] !== quote || text[end - 1] === '\\')) end++
  if (end === text.length) throw new Error('Compose finds no end of a quoted value')
  const inner = text.slice(1, end)
  if (quote === "'") return { value: inner, length: end + 1 }
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  return {
    value: putIn(inner.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter)),
    length: end + 1,
  }
}

/** No variable is set. */
function putIn(text: string): string {
  return text.replace(/\$\$|\$\{[^}]*\}|\$\w+/g, (found) => (found === '$$' ? '$' : ''))
}
