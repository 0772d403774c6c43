import { readFile } from 'node:fs/promises'
import { ConfigurationError, type Env, readSecret } from '@disparo/core/internal/account'
import { z } from 'zod'
import { CommandError } from './command-error.js'
import { exitCode } from './exit-code.js'

/** Where the service is, and as whom it is asked. */
export interface ServiceSettings {
  readonly url: string
  readonly account: string
  readonly user: string
  readonly password: string
}

export interface SettingOptions {
  readonly url?: string | undefined
  readonly account?: string | undefined
  readonly user?: string | undefined
  readonly passwordFile?: string | undefined
}

const Url = z.url({ protocol: /^https?$/ })

/**
 * From the options, else `DISPARO_URL` (default http://127.0.0.1:8080), `DISPARO_ACCOUNT` (default `default`),
 * `DISPARO_USER` and `DISPARO_PASSWORD`, or the file of `DISPARO_PASSWORD_FILE`. The password is no option, since everybody on
 * the machine can read a command line.
 * @throws CommandError naming what is missing
 */
export async function readSettings(env: Env, options: SettingOptions): Promise<ServiceSettings> {
  const url = Url.safeParse(options.url ?? (env.DISPARO_URL || 'http://127.0.0.1:8080'))
  if (!url.success) throw usage('The URL must begin with http:// or https://: correct DISPARO_URL or --url.')
  const user = options.user ?? env.DISPARO_USER
  if (!user) throw usage('A user is missing: put its name into DISPARO_USER or --user.')
  const password = options.passwordFile ? await readPassword(options.passwordFile) : passwordOf(env)
  if (!password) {
    throw usage(
      'A password is missing: put it into DISPARO_PASSWORD, or into a file (DISPARO_PASSWORD_FILE or --password-file).',
    )
  }
  return {
    url: url.data.replace(/\/+$/, ''),
    account: options.account ?? (env.DISPARO_ACCOUNT || 'default'),
    user,
    password,
  }
}

async function readPassword(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw usage(`The file of --password-file cannot be read (${cause.code ?? 'unknown'}).`)
  })
  return text.replace(/\r?\n$/, '')
}

function passwordOf(env: Env): string | undefined {
  try {
    return readSecret(env, 'DISPARO_PASSWORD')?.value
  } catch (error) {
    throw error instanceof ConfigurationError ? usage(`${error.message}.`) : error
  }
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
