import { readFile } from 'node:fs/promises'
import { basic, bearer } from '@disparo/api'
import { ConfigurationError, type Env, readSecret } from '@disparo/core/internal/account'
import { z } from 'zod'
import { CommandError } from './command-error.js'
import { exitCode } from './exit-code.js'
import { type Words, wordsOf } from './words/index.js'

/** Where the service is, and as whom it is asked. */
export interface ServiceSettings {
  readonly url: string
  readonly account: string
  /** The header by which it knows who asks. */
  readonly authorization: string
}

export interface SettingOptions {
  readonly url?: string | undefined
  readonly account?: string | undefined
  readonly user?: string | undefined
  readonly passwordFile?: string | undefined
}

const Url = z.url({ protocol: /^https?$/ })

/**
 * From the options, else `DISPARO_URL` (default http://127.0.0.1:8080), `DISPARO_ACCOUNT` (default `default`), and `DISPARO_API_KEY` or
 * `DISPARO_USER` and `DISPARO_PASSWORD`, or files that `…_FILE` names. A user who is named goes before a key of the environment. No
 * secret is an option, since everybody on the machine can read a command line.
 * @throws CommandError naming what is missing
 */
export async function readSettings(env: Env, options: SettingOptions): Promise<ServiceSettings> {
  const { service } = wordsOf(env)
  const url = Url.safeParse(options.url ?? (env.DISPARO_URL || 'http://127.0.0.1:8080'))
  if (!url.success) throw usage(service.url)
  return {
    url: url.data.replace(/\/+$/, ''),
    account: options.account ?? (env.DISPARO_ACCOUNT || 'default'),
    authorization: await authorizationOf(env, options, service),
  }
}

async function authorizationOf(env: Env, options: SettingOptions, words: Words['service']): Promise<string> {
  const key = options.user === undefined ? secretOf(env, 'DISPARO_API_KEY')?.trim() : undefined
  if (key) return bearer(key)
  const user = options.user ?? env.DISPARO_USER
  if (!user) throw usage(words.noUser)
  const password = options.passwordFile
    ? await readPassword(options.passwordFile, words)
    : secretOf(env, 'DISPARO_PASSWORD')
  if (password) return basic(user, password)
  throw usage(words.noPassword)
}

async function readPassword(path: string, words: Words['service']): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw usage(words.passwordFile(cause.code ?? 'unknown'))
  })
  return text.replace(/\r?\n$/, '')
}

function secretOf(env: Env, name: string): string | undefined {
  try {
    return readSecret(env, name)?.value
  } catch (error) {
    throw error instanceof ConfigurationError ? usage(`${wordsOf(env).fault(error.message)}.`) : error
  }
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
