const structural = new Set(['{', '[', ','].map((mark) => mark.charCodeAt(0)))

/**
 * Whether a JSON text can have no more than so many values: counted by the marks that begin or part them, without parsing it.
 * A megabyte of `{},` is hundreds of thousands of objects.
 */
export function isBoundedJson(text: string, mostValues: number): boolean {
  let values = 1
  for (let at = 0; at < text.length; at++) {
    if (structural.has(text.charCodeAt(at)) && ++values > mostValues) return false
  }
  return true
}
