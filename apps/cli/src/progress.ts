import { SingleBar } from 'cli-progress'
import { plainText } from './plain-text.js'
import type { Terminal } from './terminal.js'
import { wordsOf } from './words/index.js'

interface Progress {
  /** `more`: what is said besides, such as how long it takes. */
  update(value: number, more?: string): void
  stop(): void
}

const plainSteps = 10

/** A progress bar on a terminal; elsewhere a line at every tenth that says something new. `unit` writes the values. */
export function startProgress(
  { stderr, env }: Terminal,
  {
    total,
    unit,
    isTold = false,
    ...named
  }: {
    label: string
    total: number
    unit: (value: number) => string
    /** Each update says how long it takes; else the bar finds out. */
    isTold?: boolean
  },
): Progress {
  const label = plainText(named.label)
  const { batches } = wordsOf(env)
  if (stderr.isTTY) {
    const bar = new SingleBar({
      format: `${label} {bar} {percentage}% ${batches.of('{amount}', unit(total))}${isTold ? '{more}' : `, ${batches.etaLeft}`}`,
      stream: stderr as NodeJS.WriteStream,
      hideCursor: true,
      clearOnComplete: true,
    })
    bar.start(total, 0, { amount: unit(0), more: '' })
    return {
      update: (value, more = '') => bar.update(value, { amount: unit(value), more }),
      stop: () => bar.stop(),
    }
  }
  let [told, last] = [0, '']
  return {
    update: (value, more = '') => {
      const step = total > 0 ? Math.floor((value / total) * plainSteps) : plainSteps
      const line = `${label} ${batches.of(unit(value), unit(total))}${more}\n`
      if (step <= told || line === last) return
      stderr.write(line)
      told = step
      last = line
    },
    stop: () => {},
  }
}

/** Writes sizes up to `total` bytes, all in the unit that suits it. */
export function sizeUnit(total: number): (bytes: number) => string {
  if (total >= 1e6) return (bytes) => `${(bytes / 1e6).toFixed(1)} MB`
  if (total >= 1e3) return (bytes) => `${Math.round(bytes / 1e3)} kB`
  return (bytes) => `${bytes} B`
}
