import { setTimeout as delay } from 'node:timers/promises'
import type { Redis } from 'ioredis'

/** How often each command was called, by its name in lower case: by programs, and inside of scripts. */
export interface CommandCounts {
  readonly byPrograms: ReadonlyMap<string, number>
  readonly byScripts: ReadonlyMap<string, number>
}

/** Listens to MONITOR: nothing else that Redis tells keeps what scripts call apart. It costs Redis as much again: not for long. */
export async function watchCommands(masters: readonly Redis[], ms: number): Promise<CommandCounts> {
  const byPrograms = new Map<string, number>()
  const byScripts = new Map<string, number>()
  const monitors = await Promise.all(masters.map((redis) => redis.monitor()))
  for (const monitor of monitors) {
    monitor.on('monitor', (_time: string, [command = '']: string[], source: string) => {
      const counts = source === 'lua' ? byScripts : byPrograms
      const name = command.toLowerCase()
      counts.set(name, (counts.get(name) ?? 0) + 1)
    })
  }
  await delay(ms)
  for (const monitor of monitors) monitor.disconnect()
  return { byPrograms, byScripts }
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
