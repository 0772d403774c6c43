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
import type { Words } from './words/index.js'

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
  { encodingName, words }: { readonly encodingName: string | undefined; readonly words: Words },
): Promise<FileFormat> {
  const { wrong } = words.imports
  const declared = declaredEncoding(mediaType, encodingName, wrong)
  if (mediaType !== csv) return { contentType: mediaType }
  if (await isWorkbookFile(path)) return { contentType: workbookType }
  const encoding = await encodingOf(path, declared, wrong)
  const guessed = declared === undefined && encoding !== 'utf-8' ? { guessed: encoding } : {}
  return { contentType: `${csv}; charset=${encoding}`, ...guessed }
}

type Wrong = Words['imports']['wrong']

function declaredEncoding(
  mediaType: string,
  label: string | undefined,
  wrong: Wrong,
): DeclaredEncoding | undefined {
  if (label === undefined) return undefined
  if (mediaType !== csv) throw usage(wrong.encodingOfOther)
  const declared = encodingNamed(label)
  if (declared) return declared
  throw usage(wrong.encoding(label))
}

/** A workbook that somebody only called .csv. */
async function isWorkbookFile(path: string): Promise<boolean> {
  const file = createReadStream(path, { end: 3 })
  const { start } = await peekChunks(file, 4)
  file.destroy()
  return isZip(start) || isOldWorkbook(start)
}

async function encodingOf(
  path: string,
  declared: DeclaredEncoding | undefined,
  wrong: Wrong,
): Promise<TextEncoding> {
  const text = decodeText(createReadStream(path), declared)
  let lines = 0
  try {
    for await (const chunk of text.chunks) lines += linesIn(chunk)
    return text.encoding()
  } catch (cause) {
    if (!(cause instanceof BrokenInputError)) throw cause
    throw new CommandError(wrong.brokenLine(lines + 1, cause.message), { exit: exitCode.badRows, cause })
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
