import { createReadStream } from 'node:fs'
import type { BatchType } from '@disparo/api'
import {
  BrokenInputError,
  type DeclaredEncoding,
  decodeText,
  encodingNamed,
  isOldWorkbook,
  isZip,
  peekChunks,
  type TextEncoding,
} from '@disparo/rows'
import { CommandError } from './command-error.js'
import { exitCode } from './exit-code.js'
import { workbookType } from './import-source.js'

const csv = 'text/csv'
/** What a file is: its Content-Type, and what it was taken for where nobody said so. */
export interface FileFormat {
  readonly contentType: BatchType | `${BatchType};${string}`
  readonly guessed?: Exclude<TextEncoding, 'utf-8'>
}

/**
 * Looks through the whole file, so that nothing of it is sent when a part of it cannot be read.
 * @throws CommandError when the text is not in one encoding, or not in the one that `--encoding` names
 */
export async function formatOfFile(
  path: string,
  mediaType: BatchType,
  encodingName: string | undefined,
): Promise<FileFormat> {
  const declared = declaredEncoding(mediaType, encodingName)
  if (mediaType !== csv) return { contentType: mediaType }
  if (await isWorkbookFile(path)) return { contentType: workbookType }
  const encoding = await encodingOf(path, declared)
  const guessed = declared === undefined && encoding !== 'utf-8' ? { guessed: encoding } : {}
  return { contentType: `${csv}; charset=${encoding}`, ...guessed }
}

function declaredEncoding(mediaType: string, label: string | undefined): DeclaredEncoding | undefined {
  if (label === undefined) return undefined
  if (mediaType !== csv) throw usage('--encoding is for CSV: the others say it themselves.')
  const declared = encodingNamed(label)
  if (declared) return declared
  throw usage(`--encoding ${label} is not read here: utf-8, utf-16, utf-16le, utf-16be or windows-1252.`)
}

/** A workbook that somebody only called .csv. */
async function isWorkbookFile(path: string): Promise<boolean> {
  const file = createReadStream(path, { end: 3 })
  const { start } = await peekChunks(file, 4)
  file.destroy()
  return isZip(start) || isOldWorkbook(start)
}

async function encodingOf(path: string, declared: DeclaredEncoding | undefined): Promise<TextEncoding> {
  const text = decodeText(createReadStream(path), declared)
  let lines = 0
  try {
    for await (const chunk of text.chunks) lines += linesIn(chunk)
    return text.encoding()
  } catch (cause) {
    if (!(cause instanceof BrokenInputError)) throw cause
    const message = `Line ${lines + 1} of the file, as a text editor counts, cannot be read: ${cause.message}. Nothing was sent. Where all of it is one encoding, name it: --encoding windows-1252`
    throw new CommandError(message, { exit: exitCode.badRows, cause })
  }
}

function linesIn(chunk: Buffer): number {
  let lines = 0
  for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', at + 1)) lines += 1
  return lines
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
