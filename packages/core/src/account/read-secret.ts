import { readFileSync } from 'node:fs'
import { ConfigurationError } from './configuration-error.js'

/** A program's environment; a test gives its own. */
export type Env = Readonly<Record<string, string | undefined>>

/** A secret, and which variable it came by: `NAME`, or `NAME_FILE` where that names a file with it. */
interface Secret {
  readonly value: string
  readonly source: string
}

/**
 * Takes a secret from the variable `name`, or from the file that `<name>_FILE` names, whose ends are trimmed. An empty
 * variable and an empty file count as not set: where there is no secret, `/dev/null` can be mounted in its place.
 * It reads the file at once: programs do so when they start, before they serve anybody.
 * @throws ConfigurationError when both are set, or the file cannot be read; with no value and no path
 */
export function readSecret(env: Env, name: string): Secret | undefined {
  const source = `${name}_FILE`
  const [given, path] = [env[name], env[source]]
  const kept = path ? readTrimmed(source, path) : ''
  if (given && kept) throw new ConfigurationError(`Set ${name} or ${source}, not both`)
  if (kept) return { value: kept, source }
  return given ? { value: given, source: name } : undefined
}

/** No cause is kept: it has the path, which is the secret itself where somebody took one variable for the other. */
function readTrimmed(source: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new ConfigurationError(`${source} cannot be read (${code})`)
  }
}
