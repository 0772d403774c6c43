import secureJson from 'secure-json-parse'
import stripJsonComments from 'strip-json-comments'
import { jsonFault } from './json-fault.js'

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

/**
 * Reads JSON that may have comments, as the examples of seed 001 do (`"index": 1, // posição do botão`). Comments are
 * looked for only where plain JSON failed, so that they cost nothing to those who have none.
 * @throws MalformedJsonError (a SyntaxError) when it is no JSON even so, or has a key that would poison a prototype
 */
export function readJson(text: string): unknown {
  try {
    return secureJson.parse(text)
  } catch {
    return readCommented(text)
  }
}

function readCommented(text: string): unknown {
  const bare = stripJsonComments(text.replace(/^\uFEFF/, ''))
  try {
    return secureJson.parse(bare)
  } catch {
    const fault = jsonFault(bare)
    const place = fault ? `: look at line ${fault.line}, column ${fault.column}` : ''
    throw new MalformedJsonError(
      `This is not JSON, or it has a key that is refused (__proto__, constructor.prototype)${place}`,
    )
  }
}
