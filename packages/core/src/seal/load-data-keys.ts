import { readFile } from 'node:fs/promises'
import { ConfigurationError } from '../account/index.js'
import { DataKeys } from './data-keys.js'

/** Where the keys of personal data come from: a variable, or the file that another one names. */
export interface DataKeyEnv {
  readonly DISPARO_DATA_KEY?: string | undefined
  readonly DISPARO_DATA_KEY_FILE?: string | undefined
}

/**
 * Reads the keys that personal data is sealed with; `undefined` where none are set, and nothing is sealed.
 * @throws ConfigurationError naming the variable; never a value
 */
export async function loadDataKeys(env: DataKeyEnv): Promise<DataKeys | undefined> {
  const { DISPARO_DATA_KEY: given, DISPARO_DATA_KEY_FILE: path } = env
  if (given && path) {
    throw new ConfigurationError('Set DISPARO_DATA_KEY or DISPARO_DATA_KEY_FILE, not both')
  }
  if (path) return parseDataKeys('DISPARO_DATA_KEY_FILE', await read(path))
  return given ? parseDataKeys('DISPARO_DATA_KEY', given) : undefined
}

async function read(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigurationError(`DISPARO_DATA_KEY_FILE cannot be read (${cause.code ?? 'unknown'})`, {
      cause,
    })
  })
  return text.trim()
}

/** @throws ConfigurationError naming what holds the text; never the text */
export function parseDataKeys(name: string, text: string): DataKeys {
  const parsed = DataKeys.safeParse(text)
  if (parsed.success) return parsed.data
  throw new ConfigurationError(`${name} ${parsed.error.issues[0]?.message ?? 'is not valid'}`)
}
