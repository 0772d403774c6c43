import { expect, test } from 'vitest'
import { createTurnstile } from './turnstile.js'

const refusal = { refusal: 'Come back later', retryAfterMs: 2_000 }

/** Work that ends when it is told to. */
function work() {
  let end = (_result: string) => {}
  const done = new Promise<string>((resolve) => {
    end = resolve
  })
  let started = () => {}
  const begun = new Promise<void>((resolve) => {
    started = resolve
  })
  let isRunning = false
  const run = () => {
    isRunning = true
    started()
    return done
  }
  return { run, end, begun, isRunning: () => isRunning }
}

test('so many run at a time, and the next begins when one ends', async () => {
  const turnstile = createTurnstile({ width: 1, waiting: 1, ...refusal })
  const [first, second] = [work(), work()]
  const passed = [turnstile.pass(first.run), turnstile.pass(second.run)]
  expect([first.isRunning(), second.isRunning()]).toEqual([true, false])
  first.end('first')
  await second.begun
  second.end('second')
  expect(await Promise.all(passed)).toEqual(['first', 'second'])
})

test('where the line is full, nobody else waits; and there is room again afterwards', async () => {
  const turnstile = createTurnstile({ width: 1, waiting: 1, ...refusal })
  const [first, second] = [work(), work()]
  const passed = [turnstile.pass(first.run), turnstile.pass(second.run)]
  await expect(turnstile.pass(async () => 'third')).rejects.toMatchObject({
    code: 'TOO_BUSY',
    ...{ message: 'Come back later', retryAfterMs: 2_000 },
  })
  first.end('')
  second.end('')
  await Promise.all(passed)
  expect(await turnstile.pass(async () => 'third')).toBe('third')
})

test('work that fails gives its place free', async () => {
  const turnstile = createTurnstile({ width: 1, waiting: 0, ...refusal })
  const failing = turnstile.pass(() => Promise.reject(new Error('broken')))
  await expect(failing).rejects.toThrow('broken')
  expect(await turnstile.pass(async () => 'next')).toBe('next')
})
