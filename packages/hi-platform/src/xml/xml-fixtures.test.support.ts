import { readFileSync } from 'node:fs'
import { fitsXml } from '@disparo/core/internal/message'
import fc from 'fast-check'
import type { XmlDispatch } from './dispatch.js'

/** A document of seed 000, word for word. */
export function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), 'utf8')
}

/** Text as it may stand in a document, with what has to be escaped; the space around it would not arrive. */
export const anyText = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('João', 'ção', '&', '&amp;', '<', '>', '"', "'", ']]>', '😀', 'R$ 10,00', ' '))
      .map((words) => words.join('')),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '' && fitsXml(text))

export const anyPhone = fc.constantFrom('11987554321', '1132104321', '55987654321', '2133334444')

export const anyDispatch: fc.Arbitrary<XmlDispatch> = fc
  .record({
    remetente: anyText,
    identificador: fc.option(fc.stringMatching(/^[A-Za-z0-9]{1,13}$/), { nil: undefined }),
    namespace: anyText,
    elementName: anyText,
    contacts: fc.array(fc.record({ phone: anyPhone, parameters: fc.array(anyText, { maxLength: 4 }) }), {
      minLength: 1,
      maxLength: 5,
    }),
  })
  .map(({ identificador, ...dispatch }) => ({
    ...dispatch,
    ...(identificador !== undefined && { identificador }),
  }))
