/** A variable of an env file, and what is said above it. */
export interface EnvLine {
  readonly name: string
  readonly value: string
  readonly comment?: string
}

/**
 * A value as an env file has it, such that `node --env-file` and the `env_file` of Compose read exactly that; `undefined`
 * where they would not agree. Between single quotes both take everything as it is, but Compose passes over a quote behind a
 * backslash. Between double ones Compose puts variables in place of `$` and reads backslashes.
 */
export function formatEnvValue(value: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a variable of the environment cannot have a NUL
  if (/[\r\n\u0000]/.test(value)) return undefined
  if (/^[\w./:@%+=,~-]+$/.test(value)) return value
  if (!value.includes("'") && !value.endsWith('\\')) return `'${value}'`
  return /["$\\`]/.test(value) ? undefined : `"${value}"`
}

/** @throws Error where a value has no form: see `formatEnvValue` */
export function formatEnvFile(lines: readonly EnvLine[]): string {
  const texts = lines.map(({ name, value, comment }) => {
    const written = formatEnvValue(value)
    if (written === undefined) throw new Error(`The value of ${name} cannot be written`)
    return `${comment === undefined ? '' : `# ${comment}\n`}${name}=${written}\n`
  })
  return texts.join('')
}
