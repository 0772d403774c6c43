import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Resident memory of a process in MiB, by POSIX `ps`. */
export async function residentMiB(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', `${pid}`])
  return Number(stdout) / 1024
}

/** The middle value of each third of the samples, in the order they were taken; `[]` of fewer than three. */
export function mediansOfThirds(samples: readonly number[]): number[] {
  const size = Math.floor(samples.length / 3)
  if (size === 0) return []
  return [0, 1, 2].map((third) => {
    const sorted = samples.slice(third * size, (third + 1) * size).toSorted((a, b) => a - b)
    return Math.round(sorted[Math.floor(size / 2)] ?? 0)
  })
}

/**
 * Whether a run of so many requests that the first third is the warm-up left memory where it was: the last third has
 * at most a tenth, and 16 MiB, more than the second.
 */
export function isFlat([, second, third]: readonly number[]): boolean {
  return second !== undefined && third !== undefined && third <= second * 1.1 + 16
}
