/** What is no `Char` of XML 1.0 (2.2): most control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const notXml = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** Whether the text can stand in an XML document, escaped or not. */
export function fitsXml(text: string): boolean {
  return !notXml.test(text)
}
