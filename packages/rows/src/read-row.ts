import { isUtf8 } from 'node:buffer'
import { BadRow, type FieldProblem } from '@disparo/core'
import { readJson } from '@disparo/core/internal/message'
import { isExported, readExported } from './exported-message.js'

/** What is said of a row that is no message at all. */
interface RowWords {
  readonly notJson: string
  readonly noObject: string
}

/** One message as JSON, also as an export has it, or a `BadRow`; `undefined` for blanks. Without bytes it was longer than a row may be. */
export function readRow(bytes: Buffer | undefined, { notJson, noObject }: RowWords): object | undefined {
  if (bytes === undefined)
    return badRow({ message: 'is longer than 64 KiB', code: 'row-too-long', limit: 65_536 })
  if (!isUtf8(bytes)) return badRow({ message: 'is not UTF-8: save the file as UTF-8', code: 'not-utf-8' })
  const text = bytes.toString('utf8').trim()
  if (text === '') return undefined
  try {
    const row = readJson(text)
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      return badRow({ message: noObject, code: 'wrong-type' })
    return isExported(row) ? readExported(row) : row
  } catch {
    return badRow({ message: notJson, code: 'not-json' })
  }
}

export function badRow(problem: Omit<FieldProblem, 'path'>): BadRow {
  return new BadRow([{ path: '', ...problem }])
}
