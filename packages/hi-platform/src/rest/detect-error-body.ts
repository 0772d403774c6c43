import { readJsonObject } from './json-object.js'

/** Why an answer with a status of success is none: it is a web page, or its own `status` names an error. */
type ErrorBodyKind = 'html-page' | 'error-status'

/**
 * How the body of a 2xx says no. What an accepted message is answered is documented nowhere (001), so only what cannot be
 * meant as a yes counts: a page, which comes from something in front of the API (a maintenance page), or a JSON object
 * whose `status` is an error. Anything else is no denial: no body, plain text, words that nobody knows.
 */
export function detectErrorBody(body: string): ErrorBodyKind | undefined {
  if (isPage(body)) return 'html-page'
  return namesError(readJsonObject(body)?.status) ? 'error-status' : undefined
}

const longestProlog = 64 * 1024

/** Judged by how it begins: what a server calls it (Content-Type) is often wrong. */
function isPage(body: string): boolean {
  const start = withoutProlog(body.slice(0, longestProlog)).slice(0, 100)
  return /^<(?:!doctype\s+html|html)(?=[\s/>]|$)/i.test(start)
}

/** What may stand in front of a page: white space or a byte order mark (`trim` takes both), comments, an XML declaration. */
function withoutProlog(body: string): string {
  let rest = body.trimStart()
  for (;;) {
    const closing = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : undefined
    const end = closing === undefined ? -1 : rest.indexOf(closing, 2)
    if (closing === undefined || end < 0) return rest
    rest = rest.slice(end + closing.length).trimStart()
  }
}

function namesError(status: unknown): boolean {
  if (typeof status === 'number') return status >= 400
  if (typeof status !== 'string') return status === false
  const word = status.trim()
  return /^(?:erro|fail|(?:nok|false)$)/i.test(word) || (/^\d{3,9}$/.test(word) && Number(word) >= 400)
}
