import { isUtf8 } from 'node:buffer'
import { BadRow } from '@disparo/core'
import { readJson } from '@disparo/core/internal/message'
import { isExported, readExported } from './exported-message.js'

/** What is said of a row that is no message at all. */
interface RowWords {
  readonly notJson: string
  readonly noObject: string
}

/** One message as JSON, also as an export has it, or a `BadRow`; `undefined` for blanks. Without bytes it was longer than a row may be. */
export function readRow(bytes: Buffer | undefined, { notJson, noObject }: RowWords): object | undefined {
  if (bytes === undefined) return badRow('is longer than 64 KiB')
  if (!isUtf8(bytes)) return badRow('is not UTF-8: save the file as UTF-8')
  const text = bytes.toString('utf8').trim()
  if (text === '') return undefined
  try {
    const row = readJson(text)
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return badRow(noObject)
    return isExported(row) ? readExported(row) : row
  } catch {
    return badRow(notJson)
  }
}

export function badRow(message: string): BadRow {
  return new BadRow([{ path: '', message }])
}
