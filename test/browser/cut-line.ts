import { startRelay } from '../chaos/relay/relay.js'

interface Cut {
  /** What is asked. */
  readonly of: RegExp
  /** `request`: nobody hears it. `answer`: it is heard, and its answer is lost. */
  readonly before: 'request' | 'answer'
}

/** The line between a browser and the service, on which requests break off. */
export interface CutLine {
  readonly origin: string
  /** Every such request, until it is mended: a browser tries some again by itself. */
  cut(cut: Cut): void
  mend(): void
  close(): Promise<void>
}

export async function startCutLine(origin: string): Promise<CutLine> {
  let now: Cut | undefined
  const relay = await startRelay(Number(new URL(origin).port), ({ direction, text, asked }) => {
    const isCut =
      now !== undefined &&
      (direction === 'in'
        ? now.before === 'answer' && now.of.test(asked)
        : now.before === 'request' && now.of.test(text))
    if (!isCut) return { kind: 'pass' }
    setImmediate(() => relay.reopen())
    return { kind: 'shut', pass: 0 }
  })
  return {
    origin: `http://127.0.0.1:${relay.port}`,
    cut: (cut) => {
      now = cut
    },
    mend: () => {
      now = undefined
    },
    close: () => relay.close(),
  }
}
