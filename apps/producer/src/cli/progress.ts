import { SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.js'

export interface Progress {
  update(value: number): void
  stop(): void
}

const plainSteps = 10

/** A progress bar on a terminal; elsewhere a line at every tenth. `unit` says how values are written. */
export function startProgress(
  { stderr }: Terminal,
  { label, total, unit }: { label: string; total: number; unit: (value: number) => string },
): Progress {
  if (stderr.isTTY) {
    const bar = new SingleBar({
      format: `${label} {bar} {percentage}% {amount} of ${unit(total)}, {eta_formatted} left`,
      stream: stderr as NodeJS.WriteStream,
      hideCursor: true,
      clearOnComplete: true,
    })
    bar.start(total, 0, { amount: unit(0) })
    return { update: (value) => bar.update(value, { amount: unit(value) }), stop: () => bar.stop() }
  }
  let told = 0
  return {
    update: (value) => {
      const step = total > 0 ? Math.floor((value / total) * plainSteps) : plainSteps
      if (step > told) stderr.write(`${label} ${unit(value)} of ${unit(total)}\n`)
      told = Math.max(told, step)
    },
    stop: () => {},
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
