import { readFile } from 'node:fs/promises'

/** Linux counts CPU time for `/proc` in hundredths of a second on every architecture (USER_HZ). */
const TICKS_PER_SECOND = 100
const KIBIBYTE = 1_024

/** What a process has used of processors so far (s, user and system together), and what it has of memory now (bytes). */
interface ProcessUsage {
  readonly cpuS: number
  readonly rss: number
}

/** @throws Error where there is no /proc as Linux has it */
export async function processUsage(pid: number): Promise<ProcessUsage> {
  const [stat, status] = await Promise.all(
    ['stat', 'status'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
  )
  return { cpuS: cpuSeconds(stat ?? ''), rss: residentBytes(status ?? '') }
}

/** Fields 14 and 15 (proc(5)), counted behind the name, which may have spaces and brackets. */
function cpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

function residentBytes(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * KIBIBYTE
}
