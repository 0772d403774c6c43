import { sumOf, type Used } from './usage.js'

/** The part that one master of a Cluster has of all commands, and of the processor time that Redis took; 0 to 1. */
interface MasterShare {
  readonly commands: number
  readonly cpu: number
}

export function spreadOfLoad({ masters, redisCpuS }: Used): MasterShare[] {
  const callsOf = ({ commands }: Used['masters'][number]) => sumOf(commands, ({ calls }) => calls)
  const calls = sumOf(masters, callsOf)
  return masters.map((master) => ({ commands: callsOf(master) / calls, cpu: master.cpuS / redisCpuS }))
}

export function loadText(used: Used): string {
  const shares = spreadOfLoad(used).map(({ commands, cpu }) => `${percent(commands)} (CPU ${percent(cpu)})`)
  return `each master's share of the commands: ${shares.join(', ')}`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
