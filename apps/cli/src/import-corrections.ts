import { CommandError } from './command-error.js'
import type { SettingOptions } from './config.js'
import type { ImportOptions } from './import-file.js'
import { nextImport } from './next-command.js'
import type { ProblemAnswer } from './refusal.js'
import { readRejected, type Table, writeRejected } from './rejected-file.js'
import type { Service } from './service.js'

/** An import, as it was asked for. */
export interface Import {
  readonly globals: SettingOptions
  /** `-`: the standard input, which cannot be read again. */
  readonly file: string
  readonly options: ImportOptions
}

/** Writes the bad rows of a table beside it, and answers how to go on. */
export async function nextSteps(
  service: Service,
  about: Import,
  { batch, table }: { readonly batch: string; readonly table: Table | undefined },
): Promise<string[]> {
  const { file, options, globals } = about
  const again = nextOf(about, file, ['--into', batch])
  const correct = [`Correct them and import them, or all of it, with: ${again}`]
  if (file === '-' || !table) return correct
  try {
    const path = await writeRejected(file, await readRejected(service, batch), table)
    // It is a CSV in UTF-8, whatever the file was.
    const next = nextImport(globals, path, {
      options: { ...options, encoding: undefined, sheet: undefined },
      more: ['--into', batch],
    })
    return [`They are in ${path}. Correct them there, then: ${next}`]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return [`They cannot be written to ${file}.rejected.csv (${code}).`, ...correct]
  }
}

/** Adds the exact next commands to a refusal, where there are any. */
export function explainRefusal(error: CommandError, about: Import, key: string | undefined): CommandError {
  const { type, batch, earlier, idempotencyKey } = (error.answer ?? {}) as ProblemAnswer
  const next = (...more: string[]) => nextOf(about, about.file, more)
  const lines = () => {
    if (type === '/problems/changed-source' && earlier) {
      return [`Correct that one:   ${next('--into', earlier.id)}`, `This is another:    ${next('--new')}`]
    }
    if (batch && type !== '/problems/quota-exceeded')
      return [`Correct the file, then: ${next('--into', batch.id)}`]
    const name = idempotencyKey ?? key
    const isRepeatable = idempotencyKey !== undefined || error.cause !== undefined
    if (!isRepeatable) return []
    const { into } = about.options
    return [
      `Repeat it with: ${into || name === undefined ? next('--into', into ?? '') : next('--key', name)}`,
    ]
  }
  const { message, exit, answer, cause } = error
  return new CommandError([message, ...lines()].join('\n'), { exit, answer, cause })
}

function nextOf({ globals, options }: Import, file: string, more: readonly string[]): string {
  return nextImport(globals, file, { options, more })
}
