/**
 * The text is no JSON, or has a key that is refused (`__proto__`, `constructor.prototype`). Neither the message nor a
 * cause repeats any of the text, as the runtime's own error would.
 */
export class MalformedJsonError extends SyntaxError {
  readonly code = 'MALFORMED_JSON'

  constructor(message: string) {
    super(message)
    this.name = 'MalformedJsonError'
  }
}
