import { ConfigurationError, type Env, readSecret } from '@disparo/core/internal/account'
import type { z } from 'zod'
import { nearMisses } from './near-misses.js'
import { secretSettings } from './shared-settings.js'

/**
 * Reads what a program is told by its environment. An empty variable counts as not set, as `VAR=` in an env file is meant.
 * @throws ConfigurationError naming each variable that is wrong and what it must be, never a value
 */
export function readSettings<Schema extends z.ZodObject>(schema: Schema, env: Env): z.output<Schema> {
  const read = parse(schema, env)
  if (read.settings) return read.settings
  throw new ConfigurationError(`The configuration is not valid. ${read.problems.join('; ')}`)
}

/** What `readSettings` would complain about, a variable each. */
export function settingsProblems(schema: z.ZodObject, env: Env): readonly string[] {
  return parse(schema, env).problems
}

interface Read<Schema extends z.ZodObject> {
  /** Absent where there are problems. */
  readonly settings?: z.output<Schema>
  readonly problems: readonly string[]
}

function parse<Schema extends z.ZodObject>(schema: Schema, env: Env): Read<Schema> {
  const given = new Map(Object.entries(env).filter(([, value]) => value !== ''))
  const sources = new Map<PropertyKey, string>()
  const problems = new Map<PropertyKey, string>()
  for (const name of secretSettings.filter((each) => each in schema.shape)) {
    try {
      const secret = readSecret(env, name)
      if (!secret) continue
      given.set(name, secret.value)
      sources.set(name, secret.source)
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error
      problems.set(name, error.message)
    }
  }
  const parsed = schema.safeParse(Object.fromEntries(given), { error: unset })
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [name = ''] = path
    if (!problems.has(name)) problems.set(name, `${sources.get(name) ?? String(name)}: ${message}`)
  }
  for (const [name, meant] of nearMisses(env, Object.keys(schema.shape))) {
    problems.set(name, `${name}: is unknown; did you mean ${meant}?`)
  }
  const settings = parsed.success && problems.size === 0 ? { settings: parsed.data } : {}
  return { ...settings, problems: [...problems.values()] }
}

function unset({ code, input }: z.core.$ZodRawIssue): string | undefined {
  return code === 'invalid_type' && input === undefined ? 'must be set' : undefined
}
