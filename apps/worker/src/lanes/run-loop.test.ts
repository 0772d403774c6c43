import { expect, onTestFinished, test } from 'vitest'
import { type LoopSignal, startLoop } from './run-loop.js'

const hourMs = 3_600_000

/** A loop that tells when it looks, and is told what to answer. */
function start(options: Partial<Parameters<typeof startLoop>[1]> & { isLive?: boolean } = {}) {
  const { isLive = true, ...over } = options
  let heard: (() => void) | undefined
  const waiting: ((answer: (ms: number | 'quiet') => void) => void)[] = []
  const looks: ((ms: number | 'quiet') => void)[] = []
  const signal: LoopSignal = {
    listen: (look) => {
      heard = look
      return () => {
        heard = undefined
      }
    },
    isLive: () => isLive,
  }
  const loop = startLoop(
    () =>
      new Promise((resolve) => {
        const next = waiting.shift()
        if (next) next(resolve)
        else looks.push(resolve)
      }),
    { everyMs: 0, signal, ...over },
  )
  const nextLook = async () =>
    looks.shift() ?? new Promise<(ms: number | 'quiet') => void>((resolve) => waiting.push(resolve))
  onTestFinished(async () => {
    const stopped = loop.stop()
    for (const answer of looks) answer(0)
    await stopped
  })
  return { loop, nextLook, signal: () => heard?.(), isListening: () => heard !== undefined }
}

test('a quiet loop looks at the next signal', async () => {
  const { nextLook, signal } = start({ unaskedMs: hourMs })
  const answer = await nextLook()
  answer('quiet')
  signal()
  ;(await nextLook())('quiet')
})

test('a signal that comes during a look is not lost', async () => {
  const { nextLook, signal } = start({ unaskedMs: hourMs })
  const answer = await nextLook()
  signal()
  answer('quiet')
  ;(await nextLook())('quiet')
})

test('a signal that is lost is made up for by the next look unasked', async () => {
  const { nextLook } = start({ unaskedMs: 20 })
  ;(await nextLook())('quiet')
  ;(await nextLook())('quiet')
})

test('where no signal can come, it looks as often as it may', async () => {
  const { nextLook } = start({ isLive: false, everyMs: 20, unaskedMs: hourMs })
  ;(await nextLook())('quiet')
  ;(await nextLook())('quiet')
})

test('signals make it look no more often than it may', async () => {
  const { nextLook, signal, loop } = start({ everyMs: hourMs, unaskedMs: hourMs })
  ;(await nextLook())('quiet')
  const next = nextLook()
  signal()
  expect(await Promise.race([next, new Promise((resolve) => setImmediate(resolve, 'none'))])).toBe('none')
  loop.wake()
  ;(await next)('quiet')
})

test('a stopped loop waits for nothing, and listens no more', async () => {
  const { loop, nextLook, isListening } = start({ unaskedMs: hourMs })
  ;(await nextLook())('quiet')
  await loop.stop()
  expect(isListening()).toBe(false)
})
