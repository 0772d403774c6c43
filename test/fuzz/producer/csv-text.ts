import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { repositoryRoot } from '../../stack/repository.js'
import { splice, spliceBytes } from '../mutate-bytes.js'
import { oddText } from '../odd-json.js'
import type { Rows } from './json-text.js'
import { recipient, secretText } from './message-body.js'

const required = ['to', 'namespace', 'elementName']
const optional = [
  'body1',
  'body2',
  'headerText',
  'headerImage',
  'otp',
  'coupon',
  'button0',
  'button3',
  'externalLabel',
]
const delimiters = fc.constantFrom(',', ';', '\t')
const lineEnds = fc.constantFrom('\n', '\r\n')

const good: Readonly<Record<string, readonly string[]>> = {
  to: [recipient, '+55 (11) 91357-2468', '011 91357-2468'],
  namespace: ['default', 'namespace_Enviado_Pela_Hi'],
  elementName: ['oferta', 'aviso "novo"'],
  body1: ['R$10', secretText, 'um, dois; três', 'disse "sim"', '😀 ß 漢'],
  headerImage: ['', 'https://urldaimagem.com.br/imagem?a=1,2;3'],
  otp: ['', '123456'],
  coupon: ['', 'CUPOMAQUI'],
}
const anyGood = ['', 'x', secretText]

/** RFC 4180; a cell that needs no quotes may have them all the same. */
function quoted(cell: string, delimiter: string, always: boolean): string {
  const needs = cell.includes(delimiter) || /["\r\n]/.test(cell)
  return needs || always ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** A CSV of good rows only: all of them must be taken. */
export const validCsv: fc.Arbitrary<Rows> = fc
  .record({
    columns: fc
      .subarray(optional)
      .filter((chosen) => !chosen.includes('body2') || chosen.includes('body1'))
      .filter((chosen) => !(chosen.includes('headerText') && chosen.includes('headerImage')))
      .chain((chosen) => fc.shuffledSubarray([...required, ...chosen], { minLength: 3 + chosen.length })),
    picks: fc.array(fc.array(fc.nat(), { minLength: 14, maxLength: 14 }), { minLength: 1, maxLength: 20 }),
    delimiter: delimiters,
    lineEnd: lineEnds,
    bom: fc.boolean(),
    separator: fc.boolean(),
    encoding: fc.constantFrom('utf8' as const, 'utf16le' as const),
    always: fc.boolean(),
    lastLineEnd: fc.boolean(),
  })
  .map(({ columns, picks, delimiter, lineEnd, bom, separator, encoding, always, lastLineEnd }) => {
    const rows = picks.map((row) =>
      columns.map((column, at) => {
        const cells = good[column] ?? anyGood
        return cells[(row[at] ?? 0) % cells.length] ?? ''
      }),
    )
    const lines = [columns, ...rows].map((cells) =>
      cells.map((cell) => quoted(cell, delimiter, always)).join(delimiter),
    )
    if (separator) lines.unshift(`sep=${delimiter}`)
    const text = (bom ? '\ufeff' : '') + lines.join(lineEnd) + (lastLineEnd ? lineEnd : '')
    return { body: Buffer.from(text, encoding), good: rows.length, type: 'text/csv' }
  })

const cell = fc.oneof(
  { arbitrary: fc.constantFrom(recipient, 'default', 'x', '', secretText), weight: 6 },
  { arbitrary: oddText, weight: 2 },
  {
    arbitrary: fc.constantFrom('"', '""', 'a"b', '"a"b', '"a', `"${'x'.repeat(70_000)}`, 'y'.repeat(70_000)),
    weight: 1,
  },
)
const column = fc.oneof(
  { arbitrary: fc.constantFrom(...required, ...optional, 'key', 'sendAt', 'expiresAt', 'body7'), weight: 9 },
  { arbitrary: fc.oneof(cell, fc.constantFrom('__proto__', 'constructor')), weight: 1 },
)
const ragged = fc
  .record({
    header: fc.array(column, { maxLength: 12 }),
    withRequired: fc.boolean(),
    rows: fc.array(fc.array(cell, { maxLength: 14 }), { maxLength: 10 }),
    delimiter: fc.oneof(delimiters, fc.constantFrom('|', '')),
    lineEnd: fc.oneof(lineEnds, fc.constantFrom('\r', '\n\n', '\u2028')),
    encoding: fc.constantFrom('utf8' as const, 'latin1' as const, 'utf16le' as const),
    bom: fc.boolean(),
  })
  .map(({ header, withRequired, rows, delimiter, lineEnd, encoding, bom }) => {
    const first = withRequired ? [...new Set([...required, ...header])] : header
    const lines = [first, ...rows].map((cells) => cells.join(delimiter))
    return Buffer.from((bom ? '\ufeff' : '') + lines.join(lineEnd), encoding)
  })

const workbook = readFileSync(join(repositoryRoot, 'packages/rows/src/fixtures/e1-planilha.xlsx'))

/** CSVs that are broken, ragged, in another encoding, or none: a workbook that is damaged, too. */
export const anyCsv: fc.Arbitrary<Omit<Rows, 'good'>> = fc
  .oneof(
    ragged,
    fc
      .tuple(validCsv, fc.array(splice, { minLength: 1, maxLength: 4 }))
      .map(([{ body }, splices]) => spliceBytes(body, splices)),
    fc.array(splice, { minLength: 1, maxLength: 4 }).map((splices) => spliceBytes(workbook, splices)),
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
  )
  .map((body) => ({ body, type: 'text/csv' }))
