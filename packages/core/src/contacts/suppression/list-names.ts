const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The ends of the keys of all 16,384 hashes of a list (suppression.lua.ts). */
export const allNames: readonly string[] = [...alphabet].flatMap((one) =>
  [...alphabet].flatMap((two) => [0, 1, 2, 3].map((rest) => `${one}${two}${rest}`)),
)

/** All of them, so many at a time. */
export function* listNames(atOnce: number): Generator<readonly string[]> {
  for (let at = 0; at < allNames.length; at += atOnce) yield allNames.slice(at, at + atOnce)
}

/** The end of the key, and the field, of a mark. */
export function placeOf(mark: string): { readonly name: string; readonly field: string } {
  return { name: mark.slice(0, 2) + (mark.charCodeAt(2) % 4), field: mark.slice(2) }
}
