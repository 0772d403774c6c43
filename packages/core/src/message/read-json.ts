import secureJson from 'secure-json-parse'
import stripJsonComments from 'strip-json-comments'

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
  try {
    return secureJson.parse(stripJsonComments(text))
  } catch (error) {
    throw new MalformedJsonError(
      `This is not JSON, or it has a key that is refused (__proto__, constructor.prototype)${placeOf(error, text)}`,
    )
  }
}

/** The runtime's message repeats the text; only the position is taken from it, where it tells one. */
function placeOf(error: unknown, text: string): string {
  const position = error instanceof SyntaxError && / at position (\d+)(?:$| \()/.exec(error.message)?.[1]
  if (!position) return ''
  const lines = text.slice(0, Number(position)).split('\n')
  return `: look at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
}
