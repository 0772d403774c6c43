import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { versions } from 'node:process'
import { text } from 'node:stream/consumers'
import { parseEnv } from 'node:util'
import { CommandError } from '../command-error.js'
import type { SettingOptions } from '../config.js'
import { describeFindings } from '../doctor/command.js'
import { runDoctor } from '../doctor/run-doctor.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { printNotice, printResult, type Terminal } from '../terminal.js'
import { programSpeech, type Speech, speechOf, type Words, wordsOf } from '../words/index.js'
import { type Answers, readAnswers } from './answers.js'
import { openAsk } from './ask.js'
import { nextSteps } from './next-steps.js'
import {
  type AccountSaid,
  filesOf,
  isBaseUrl,
  type PlannedFile,
  planFiles,
  UnwritableError,
} from './plan-files.js'
import { existingOf, writeFiles } from './write-files.js'

export interface InitOptions extends AccountSaid {
  readonly folder: string
  readonly redisUrl?: string
  readonly configId?: string
  readonly hiUser?: string
  readonly hiPasswordFile?: string
  readonly force?: boolean
  readonly doctor: boolean
  readonly upstream: boolean
  readonly json?: boolean
}

/** Writes the files, unless they are there, and says what to do next. It asks no service. */
export async function runInit(
  terminal: Terminal,
  globals: SettingOptions,
  options: InitOptions,
): Promise<ExitCode> {
  const words = wordsOf(terminal.env)
  const { folder, json = false } = options
  const pathOf = (name: string) => join(folder, name)
  const names = ['.env', 'accounts.json', 'users.json']
  if (!options.force) await refuseExisting(names.map(pathOf), words)
  if (options.baseUrl !== undefined && !isBaseUrl(options.baseUrl)) {
    throw usage(words.init.wrong('--base-url', words.init.problems.baseUrl))
  }
  const answers = await askFor(terminal, globals, options)
  const planned = await planFiles(answers, options).catch((error: unknown) => {
    if (!(error instanceof UnwritableError)) throw error
    throw usage(words.init.wrong(error.variable, words.init.problems.unwritable))
  })
  const files = filesOf(planned, folder)
  if (!options.force)
    await refuseExisting(
      files.map(({ path }) => path),
      words,
    )
  await writeFiles(files, options.force ?? false).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(words.init.unwritable(error.path ?? folder, error.code ?? 'unknown'), {
      cause: error,
    })
  })
  const speech = json ? programSpeech : speechOf(terminal.env)
  const findings = options.doctor ? await examine(planned.env, pathOf, options.upstream, speech) : []
  const isSound = findings.every(({ level }) => level !== 'fail')
  const { user, account, password, isPasswordMade: isMade } = answers
  const written = files.map(({ path }) => path)
  printResult(
    terminal,
    json,
    { ok: isSound, files: written, account, user, ...(isMade ? { password } : {}), findings },
    [
      words.init.written,
      ...describeFiles(files, words),
      ...(options.doctor ? ['', words.init.doctor, ...describeFindings(findings, words.doctor)] : []),
      '',
      ...nextSteps({ folder, user, account }, words),
    ],
  )
  if (isMade && !json) printNotice(terminal, words.user.password(user, password))
  return isSound ? exitCode.ok : exitCode.failed
}

async function refuseExisting(paths: readonly string[], { init }: Words): Promise<void> {
  const existing = await existingOf(paths)
  if (existing.length > 0)
    throw new CommandError(init.existing(existing.join(', ')), { exit: exitCode.usage })
}

async function askFor(terminal: Terminal, globals: SettingOptions, options: InitOptions): Promise<Answers> {
  const words = wordsOf(terminal.env)
  const read = (flag: string, path: string | undefined) =>
    path === undefined
      ? undefined
      : readLine(terminal, path).catch((error: NodeJS.ErrnoException) => {
          throw usage(words.init.unreadable(flag, error.code ?? 'unknown'))
        })
  const { hiPasswordFile } = options
  const { passwordFile } = globals
  if (hiPasswordFile === '-' && passwordFile === '-') throw usage(words.init.twoFromStdin)
  const given = {
    ...{ redisUrl: options.redisUrl, configId: options.configId, hiUser: options.hiUser },
    ...{ account: globals.account, user: globals.user },
    hiPassword: await read('--hi-password-file', hiPasswordFile),
    password: await read('--password-file', passwordFile),
  }
  // What is read from the standard input leaves nobody to ask there.
  const ask =
    hiPasswordFile === '-' || passwordFile === '-' ? undefined : openAsk(terminal, words.init.givenUp)
  try {
    ask?.say(words.init.lead)
    return await readAnswers(given, ask, words)
  } finally {
    ask?.close()
  }
}

/** Without the line's end. */
async function readLine({ stdin }: Terminal, path: string): Promise<string> {
  return (path === '-' ? await text(stdin) : await readFile(path, 'utf8')).replace(/\r?\n$/, '')
}

function describeFiles(files: readonly PlannedFile[], { init }: Words): string[] {
  const width = Math.max(...files.map(({ path }) => path.length))
  return files.map(({ path, meaning, variable = '' }) => {
    const said = meaning === 'secret' ? init.files.secret(variable) : init.files[meaning]
    return `  ${path.padEnd(width)}  ${said}`
  })
}

/** As a program sees it that is started in the folder with `node --env-file=.env`. */
async function examine(env: string, pathOf: (name: string) => string, upstream: boolean, speech: Speech) {
  const read = Object.entries(parseEnv(env))
  const isPath = (name: string) => name.endsWith('_FILE') || /^DISPARO_(?:ACCOUNTS|USERS)$/.test(name)
  const placed = read.map(([name, value]) => [name, isPath(name) ? pathOf(value ?? '') : value] as const)
  return runDoctor({ env: Object.fromEntries(placed), nodeVersion: versions.node, upstream, speech })
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
