import type { ApiError } from '@disparo/api'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import type { ServiceSettings, SettingOptions } from './config.js'
import type { ImportOptions } from './import-options.js'
import { importRefusal } from './import-refusal.js'
import { mayBeDone } from './refusal.js'
import { readRejectedRows, type Table, writeRejected } from './rejected-file.js'
import { suggestImport } from './suggest-command.js'
import { type Words, wordsOf } from './words/index.js'

/** An import, as it was asked for. */
export interface Import {
  readonly globals: SettingOptions
  /** `-`: the standard input, which cannot be read again. */
  readonly file: string
  readonly options: ImportOptions
}

/** Writes the bad rows of a table beside it, and answers how to go on. */
export async function nextSteps(
  tools: CommandContext,
  about: Import,
  { batch, table }: { readonly batch: string; readonly table: Table | undefined },
): Promise<string[]> {
  const { file, options, globals } = about
  const { imports } = wordsOf(tools.terminal.env)
  const again = nextOf(about, file, ['--into', batch])
  const correct = [imports.correctThem(again)]
  if (file === '-' || !table) return correct
  try {
    const path = await writeRejected(file, await readRejectedRows(tools, batch), table)
    // It is a CSV in UTF-8, whatever the file was.
    const next = suggestImport(globals, path, {
      options: { ...options, encoding: undefined, sheet: undefined },
      more: ['--into', batch],
    })
    return [imports.theyAreIn(path, next)]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return [imports.notWritten(`${file}.rejected.csv`, code), ...correct]
  }
}

/** A refusal with the exact next commands, where there are any. */
export function explainRefusal(
  error: ApiError,
  about: Import,
  {
    key,
    settings,
    words,
  }: { readonly key: string | undefined; readonly settings: ServiceSettings; readonly words: Words },
): CommandError {
  const { message, exit, answer, cause } = importRefusal(error, settings, words)
  return new CommandError([message, ...nextAfter(error, about, { key, words })].join('\n'), {
    exit,
    answer,
    cause,
  })
}

function nextAfter(
  error: ApiError,
  about: Import,
  { key, words: { imports } }: { readonly key: string | undefined; readonly words: Words },
): string[] {
  const { batch, earlier, idempotencyKey } = error.problem ?? {}
  const next = (...more: string[]) => nextOf(about, about.file, more)
  if (error.code === 'changed-source' && earlier) {
    return [imports.correctThat(next('--into', earlier.id)), imports.isAnother(next('--new'))]
  }
  if (batch && error.code !== 'quota-exceeded') return [imports.correctFile(next('--into', batch.id))]
  if (idempotencyKey === undefined && !mayBeDone(error)) return []
  const name = idempotencyKey ?? key
  const { into } = about.options
  return [imports.repeatIt(into || name === undefined ? next('--into', into ?? '') : next('--key', name))]
}

function nextOf({ globals, options }: Import, file: string, more: readonly string[]): string {
  return suggestImport(globals, file, { options, more })
}
