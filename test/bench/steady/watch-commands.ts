import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Redis } from 'ioredis'

/** How often each command was called, by its name in lower case: by programs, and inside of scripts. */
export interface CommandCounts {
  readonly byPrograms: ReadonlyMap<string, number>
  readonly byScripts: ReadonlyMap<string, number>
}

/** A line of MONITOR: when, in which database and for whom (`lua`: a script), and the command. */
const LINE = /^\+\d+\.\d+ \[\d+ (\S+)\] "([^"]*)"/

/** Listens to MONITOR: nothing else that Redis tells keeps what scripts call apart. It costs Redis as much again: not for long. */
export async function watchCommands(masters: readonly Redis[], ms: number): Promise<CommandCounts> {
  const byPrograms = new Map<string, number>()
  const byScripts = new Map<string, number>()
  const count = (line: string) => {
    const [, source, command = ''] = LINE.exec(line) ?? []
    if (source === undefined) return
    const counts = source === 'lua' ? byScripts : byPrograms
    const name = command.toLowerCase()
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const monitors = await Promise.all(masters.map((redis) => openMonitor(redis, count)))
  await delay(ms)
  for (const close of monitors) close()
  return { byPrograms, byScripts }
}

/** A connection without a client: a line may come before the answer to MONITOR, which ioredis takes for an error. */
async function openMonitor({ options }: Redis, onLine: (line: string) => void): Promise<() => void> {
  const { host, port, password } = options
  const socket = connect({ host: host ?? '127.0.0.1', port: port ?? 6_379 })
  await once(socket, 'connect')
  createInterface({ input: socket }).on('line', onLine)
  socket.write(`${password ? `AUTH ${password}\r\n` : ''}MONITOR\r\n`)
  return () => void socket.destroy()
}

/** The share of its calls that programs make; of a command that was not seen, all of them. */
export function programShare({ byPrograms, byScripts }: CommandCounts, name: string): number {
  const own = byPrograms.get(name) ?? 0
  const inner = byScripts.get(name) ?? 0
  return own + inner === 0 ? 1 : own / (own + inner)
}

export function totalOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
