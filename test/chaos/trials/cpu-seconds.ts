import { readFile } from 'node:fs/promises'

/** Linux's clock tick as programs see it (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100

/** Processor time that a process has used so far, in seconds; `NaN` where there is no Linux to tell (proc(5), "stat"). */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The program's name stands in brackets and may have spaces; state is the first field after it, utime the twelfth.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
