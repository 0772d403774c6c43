import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { CommandError } from './command-error.js'
import { exitCode } from './exit-code.js'

/** Where the service is, and as whom it is asked. */
export interface ServiceSettings {
  readonly url: string
  readonly account: string
  readonly token: string
}

export interface SettingOptions {
  readonly url?: string | undefined
  readonly account?: string | undefined
  readonly tokenFile?: string | undefined
}

const Url = z.url({ protocol: /^https?$/ })

/**
 * From the options, else `DISPARO_URL` (default http://127.0.0.1:8080), `DISPARO_ACCOUNT` (default `default`) and
 * `DISPARO_TOKEN`. The token is no option, since everybody on the machine can read a command line.
 * @throws CommandError naming what is missing
 */
export async function readSettings(
  env: NodeJS.ProcessEnv,
  options: SettingOptions,
): Promise<ServiceSettings> {
  const url = Url.safeParse(options.url ?? (env.DISPARO_URL || 'http://127.0.0.1:8080'))
  if (!url.success) throw usage('The URL must begin with http:// or https://: correct DISPARO_URL or --url.')
  const token = options.tokenFile ? await readToken(options.tokenFile) : env.DISPARO_TOKEN
  if (!token) {
    throw usage('A token is missing: put the secret into DISPARO_TOKEN, or into a file for --token-file.')
  }
  return {
    url: url.data.replace(/\/+$/, ''),
    account: options.account ?? (env.DISPARO_ACCOUNT || 'default'),
    token,
  }
}

async function readToken(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw usage(`The file of --token-file cannot be read (${cause.code ?? 'unknown'}).`)
  })
  return text.trim()
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
