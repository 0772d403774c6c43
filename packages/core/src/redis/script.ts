import { createHash } from 'node:crypto'
import type { Redis } from './connection.js'

type ScriptArgument = string | number | Buffer

/** A Lua script, called with its keys and arguments. Redis keeps it; after a restart it is sent again by itself. */
type Script = (redis: Redis, keys: readonly string[], args: readonly ScriptArgument[]) => Promise<unknown>

const names = new Map<string, string>()

/** Makes a script of `name` (unique in the program) and its Lua sources, which are put one after the other. */
export function defineScript(name: string, ...sources: readonly string[]): Script {
  return define(name, sources, name)
}

/** The same, for answers that are no text: each is a Buffer, or a number. */
export function defineBytesScript(name: string, ...sources: readonly string[]): Script {
  return define(name, sources, `${name}Buffer`)
}

function define(name: string, sources: readonly string[], method: string): Script {
  const lua = sources.join('\n')
  const known = new WeakSet<Redis>()
  names.set(createHash('sha1').update(lua).digest('hex'), name)
  return (redis, keys, args) => {
    if (!known.has(redis)) {
      redis.defineCommand(name, { lua })
      known.add(redis)
    }
    const run = (redis as unknown as Record<string, (...args: ScriptArgument[]) => Promise<unknown>>)[method]
    if (!run) throw new TypeError(`script ${name} is not defined`)
    return run.call(redis, keys.length, ...keys, ...args)
  }
}

/** The name of a script of ours by its SHA-1, which is how Redis shows it (SLOWLOG, MONITOR). */
export function scriptName(sha1: string): string | undefined {
  return names.get(sha1)
}
