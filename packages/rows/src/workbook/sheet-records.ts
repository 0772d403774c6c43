import { trimWhitespace } from '@disparo/core/internal/message'
import type { CsvRecord } from '../csv-records.js'
import { longestRowBytes } from '../row-reader.js'
import { type CellTerms, cellText } from './cell-text.js'
import { findSheet } from './find-sheet.js'
import { workbookLimits } from './limits.js'
import { openParts, type Parts } from './open-parts.js'
import { readStyles } from './read-styles.js'
import { readXml, type XmlHandler } from './read-xml.js'
import { richText } from './rich-text.js'
import { noTexts, readSharedTexts } from './shared-texts.js'
import { WorkbookError } from './workbook-error.js'

/**
 * The rows of a workbook's sheet that have something in them, the header first; each as wide as the header. Hidden rows
 * are rows. Memory is bounded by the shared texts.
 * @param path - a file that does not change while it is read
 * @param sheet - its name; the first visible one when absent
 * @throws WorkbookError
 */
export async function* sheetRecords(path: string, sheet?: string): AsyncGenerator<CsvRecord> {
  const parts = await openParts(path)
  try {
    const { part, sharedTexts, styles, calendar } = await findSheet(parts, sheet)
    const terms = {
      shared:
        sharedTexts !== undefined && parts.has(sharedTexts)
          ? await readSharedTexts(parts.read(sharedTexts))
          : noTexts,
      styles: styles !== undefined && parts.has(styles) ? await readStyles(parts.read(styles)) : [],
      calendar,
    }
    yield* readRows(parts, part, terms)
  } finally {
    parts.close()
  }
}

async function* readRows(parts: Parts, part: string, terms: CellTerms): AsyncGenerator<CsvRecord> {
  const records: CsvRecord[] = []
  let width = 0
  let rows = 0
  for await (const _ of readXml(
    parts.read(part),
    gatherRows(terms, (record) => records.push(record)),
  )) {
    for (const { cells, line } of records.splice(0)) {
      if (rows === 0) width = cells.length
      if (rows++ > workbookLimits.rows) throw new WorkbookError('TOO_MANY_ROWS')
      yield { cells: [...cells, ...Array<string>(Math.max(0, width - cells.length)).fill('')], line }
    }
  }
}

/** Gives each row that is not blank to `take` once it is whole. */
function gatherRows(terms: CellTerms, take: (record: CsvRecord) => void): XmlHandler {
  let inData = false
  let line = 0
  let column = -1
  let length = 0
  let cells: string[] = []
  let cell = { type: 'n', style: 0 }
  const text = richText(
    'c',
    (value) => {
      const given = cellText({ ...cell, value }, terms)
      length += given.length
      if (length > longestRowBytes) throw new WorkbookError('LONG_ROW')
      if (given === '') return
      // No table has as many columns, and each row would be filled up with blanks as far as there.
      if (column >= widest) throw new WorkbookError('LONG_ROW')
      while (cells.length < column) cells.push('')
      cells[column] = given
    },
    'v',
  )
  return {
    open: (name, attributes) => {
      if (name === 'sheetData') inData = true
      if (!inData) return
      if (name === 'row') {
        line = nextLine(line, attributes.r)
        ;[column, length, cells] = [-1, 0, []]
      }
      if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1
        if (column >= mostColumns) throw new WorkbookError('DAMAGED')
        cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0) }
      }
      text.open(name, attributes)
    },
    text: (piece) => {
      if (inData) text.text(piece)
    },
    close: (name) => {
      if (!inData) return
      text.close(name)
      if (name === 'sheetData') inData = false
      if (name === 'row' && cells.some((given) => trimWhitespace(given) !== '')) take({ cells, line })
    },
  }
}

const mostColumns = 16_384
const widest = 1_000

/** Rows count upwards; a row without a number is the next one. */
function nextLine(before: number, written: string | undefined): number {
  const line = written === undefined ? before + 1 : Number(written)
  if (!Number.isSafeInteger(line) || line <= before) throw new WorkbookError('DAMAGED')
  return line
}

/** Column 27 of `AB7`; columns count from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
