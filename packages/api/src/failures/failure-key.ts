/** Refusals in other words have a hash of them at the end: `http-400-3f9a2c`. */
const byWords = /(?<=^(?:http|xml)-\w+)-[0-9a-f]{6}$/

/** What a code that has no words of its own is told as. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^13\d{4}$/, 'meta'],
  [/^http-4\d\d$/, 'http-400'],
  [/^http-5\d\d$/, 'http-500'],
  [/^http-/, 'http-other'],
  [/^xml-/, 'xml-error'],
]

/** Under which name the words for a code are found. */
export function failureKey(code: string, words: Readonly<Record<string, unknown>>): string {
  const plain = code.replace(byWords, '')
  if (Object.hasOwn(words, plain)) return plain
  return families.find(([pattern]) => pattern.test(plain))?.[1] ?? 'other'
}
