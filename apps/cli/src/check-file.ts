import { ApiError, type BatchCheck, checkBatch } from '@disparo/api'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import type { SettingOptions } from './config.js'
import { describeCheck } from './describe-check.js'
import { describeFormat } from './describe-receipt.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { explainRefusal } from './import-corrections.js'
import { formatOfFile } from './import-format.js'
import type { ImportOptions } from './import-options.js'
import { contentKey, mediaTypeOf, withFile } from './import-source.js'
import { describeProblems } from './refusal.js'
import { suggestImport } from './suggest-command.js'
import { printResult } from './terminal.js'
import { uploadFile } from './upload-file.js'
import { speechOf } from './words/index.js'

/** Checks a file as it would be imported; nothing is enqueued. Bad rows, and what `--strict` refuses, end it as an import. */
export async function checkFile(
  tools: CommandContext & { readonly globals: SettingOptions },
  file: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const { terminal, account, settings, globals } = tools
  const speech = speechOf(terminal.env)
  const { words } = speech
  if (options.wait) throw new CommandError(words.imports.wrong.dryRunAndWait, { exit: exitCode.usage })
  const mediaType = mediaTypeOf(file, options.format, words)
  const { check, format } = await withFile(file, terminal, async (path, bytes) => {
    const format = await formatOfFile(path, mediaType, { encodingName: options.encoding, words })
    const key = options.into ? undefined : (options.key ?? (await contentKey(account, path, options)))
    const upload = { file, path, bytes, format, key, options }
    const check = await uploadFile(tools, upload, checkBatch).catch((error: unknown) => {
      throw error instanceof ApiError
        ? explainRefusal(error, { globals, file, options }, { key, settings, words })
        : error
    })
    return { check, format }
  })
  printResult(terminal, options.json ?? false, check, [
    ...describeCheck(check, options, speech),
    ...describeFormat(format, words),
    ...describeProblems(check.problems, words),
    ...(file === '-' ? [] : [words.imports.importIt(nextOf(globals, file, options, check))]),
  ])
  const isRefused = options.strict && check.suspicions.length > 0
  return check.rejected > 0 || isRefused ? exitCode.badRows : exitCode.ok
}

function nextOf(globals: SettingOptions, file: string, options: ImportOptions, check: BatchCheck): string {
  const { strict, key, into, replace, name, canary, maxPerMinute } = options
  const said = {
    ...{ '--key': key, '--into': into, '--name': name, '--canary': canary },
    ...{ '--max-per-minute': maxPerMinute },
    '--sha256': check.contentSha256,
  }
  const flags = { '--strict': strict, '--replace': replace, '--new': options.new }
  return suggestImport(globals, file, {
    options: { ...options, dryRun: false },
    more: [
      ...Object.entries(flags).flatMap(([flag, isSaid]) => (isSaid ? [flag] : [])),
      ...Object.entries(said).flatMap(([flag, value]) => (value === undefined ? [] : [flag, value])),
    ],
  })
}
