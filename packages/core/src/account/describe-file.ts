import { jsonFault } from '../message/index.js'

/** What cannot be read of a file that somebody named: the code, and what to look at. */
export function unreadable(path: string, { code = 'unknown' }: NodeJS.ErrnoException): string {
  const hint = hints[code]
  return `${path} cannot be read (${code})${hint === undefined ? '' : `: ${hint}`}`
}

const hints: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; a path is taken from the folder that the program is started in',
  EACCES: 'let the user that the program runs as read it',
  EISDIR: 'it is a folder; name a file',
}

/** Where a text is no JSON, in words, and nothing of the text. */
export function noJson(text: string): string {
  const fault = jsonFault(text)
  return fault === undefined ? 'is no JSON' : `is no JSON: look at line ${fault.line}, column ${fault.column}`
}
