import { classifyAnswerText } from './classify-answer-text.js'
import { descendantsNamed, type XmlElement } from './element.js'

const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i
const longWord = /\b(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{16,64}\b/

/**
 * The code that an answer to 50.01 gives: a RETURN that is nothing else, or, where one says that all went well (by its
 * words or its ID), one that stands in a sentence or in an element of its own. Success without a code is none.
 */
export function readCode(
  envelopes: readonly XmlElement[],
  returns: readonly XmlElement[],
): string | undefined {
  const bare = returns.find((element) => !hasErrorId(element) && isCode(element.text))
  if (bare) return bare.text
  if (!returns.some(saysSuccess)) return undefined
  const named = descendantsNamed(envelopes, 'codigo').find(({ text }) => isCode(text))?.text
  const places = [...returns, ...returns.flatMap(({ children }) => children)]
  return named ?? places.map(({ text }) => codeWithin(text)).find((code) => code !== undefined)
}

export function idOf(element: XmlElement): string | undefined {
  return element.attributes.get('id') || undefined
}

/** `00` is no error, says Hi Flow; what the others mean is documented nowhere. */
export function hasErrorId(element: XmlElement): boolean {
  return !/^0*$/.test(idOf(element) ?? '')
}

function saysSuccess(element: XmlElement): boolean {
  const code = codeWithin(element.text)
  const words = code === undefined ? element.text : element.text.replace(code, ' ')
  const matter = classifyAnswerText(words)
  return matter === 'success' || (idOf(element) !== undefined && !hasErrorId(element) && matter === 'unclear')
}

/** One long word with a digit in it (the seed's is a UUID): "Sucesso", "ERRO404" and a date are none. */
function isCode(text: string): boolean {
  const isWord = /^[A-Za-z0-9_-]{8,64}$/.test(text) && /\d/.test(text)
  return isWord && !/^err/i.test(text) && !/^\d{4}-\d\d-\d\d$/.test(text)
}

/** A number may be a telephone's: where nothing says that it is a code, a code has letters, too. */
function codeWithin(text: string): string | undefined {
  const short = text.slice(0, 1_000)
  return (uuid.exec(short) ?? longWord.exec(short))?.[0]
}
