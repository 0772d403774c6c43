/** Why no further row can be read from an input. */
export type Breakage =
  | 'UNCLOSED_QUOTE'
  | 'LONG_LINE'
  | 'NOT_UTF_8'
  | 'NOT_WINDOWS_1252'
  | 'NOT_UTF_16'
  | 'CONNECTION_LOST'
  | 'TOO_LARGE'
  | 'TOO_MANY_ROWS'
  | 'EMPTY'
  | 'NO_LIST'
  | 'UNCLOSED_LIST'
  | 'AFTER_LIST'

const sentences: Record<Breakage, string> = {
  UNCLOSED_QUOTE:
    'a quote is opened and not closed within 64 KiB: close it, or double the quotes that belong to the text',
  LONG_LINE: 'it is longer than 64 KiB',
  NOT_UTF_8:
    'it is not UTF-8, though the input is declared so or the lines before are: save all of it in one encoding, or declare windows-1252 if it is that',
  NOT_WINDOWS_1252:
    'it is UTF-8, though the lines before are Windows-1252: save all of it in one encoding, or declare windows-1252 if it is that',
  NOT_UTF_16: 'it is not UTF-16, though it is declared so',
  CONNECTION_LOST: 'the connection was lost before the end',
  TOO_LARGE: 'the body is larger than a batch may be: split it into several',
  TOO_MANY_ROWS: 'a batch may have 2,000,000 rows: split it into several',
  EMPTY: 'it is empty: send a JSON array of messages',
  NO_LIST:
    'send a JSON array of messages, or {"messages": […]} and nothing else; a single message goes to …/messages',
  UNCLOSED_LIST:
    'the JSON ends before its list does: a bracket, brace or quote is not closed, or the end is missing',
  AFTER_LIST: 'something follows the end of the list: send a JSON array of messages, or {"messages": […]}',
}

/** The input ends before its end. The rows read so far are whole. */
export class BrokenInputError extends Error {
  readonly code = 'BROKEN_INPUT'
  readonly breakage: Breakage
  /** Where it ends, as a spreadsheet counts, once that is known. */
  readonly line: number | undefined

  constructor(breakage: Breakage, { line, ...options }: ErrorOptions & { line?: number } = {}) {
    super(sentences[breakage], options)
    this.name = 'BrokenInputError'
    this.breakage = breakage
    this.line = line
  }
}
