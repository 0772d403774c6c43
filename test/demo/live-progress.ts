import type { WriteStream } from 'node:tty'
import { Presets, SingleBar } from 'cli-progress'
import { describeProgress, type Progress } from './progress.js'

const PLAIN_INTERVAL_MS = 1_000

export interface LiveProgress {
  show(progress: Progress): void
  end(): void
}

/** A bar that moves on a terminal; a line every second anywhere else. */
export function liveProgress(stream: NodeJS.WriteStream, now: () => number = Date.now): LiveProgress {
  return stream.isTTY ? bar(stream) : lines(stream, now)
}

function bar(stream: NodeJS.WriteStream): LiveProgress {
  const single = new SingleBar(
    {
      format: '  {bar} {value}/{total} sent, {words}',
      stream: stream as WriteStream,
      hideCursor: true,
      barsize: 30,
    },
    Presets.shades_classic,
  )
  let started = false
  return {
    show(progress) {
      const words = { words: describeProgress(progress) }
      if (!started) single.start(progress.total, progress.sent, words)
      started = true
      single.update(progress.sent, words)
    },
    end: () => {
      if (started) single.stop()
      started = false
    },
  }
}

function lines(stream: NodeJS.WriteStream, now: () => number): LiveProgress {
  let shownAt = Number.NEGATIVE_INFINITY
  let last: Progress | undefined
  const write = (progress: Progress) => {
    stream.write(`  ${progress.sent}/${progress.total} sent, ${describeProgress(progress)}\n`)
    shownAt = now()
    last = undefined
  }
  return {
    show(progress) {
      last = progress
      if (now() - shownAt >= PLAIN_INTERVAL_MS) write(progress)
    },
    end: () => {
      if (last) write(last)
    },
  }
}
