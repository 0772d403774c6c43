import { expect, test } from 'vitest'
import { createSemaphore } from './semaphore.js'

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
  const semaphore = createSemaphore({ permits: 1, waitingEach: 1, ...refusal })
  const [first, second] = [work(), work()]
  const passed = [semaphore.run('ana', first.run), semaphore.run('ana', second.run)]
  expect([first.isRunning(), second.isRunning()]).toEqual([true, false])
  first.end('first')
  await second.begun
  second.end('second')
  expect(await Promise.all(passed)).toEqual(['first', 'second'])
})

test('where the line is full, nobody else waits; and there is room again afterwards', async () => {
  const semaphore = createSemaphore({ permits: 1, waitingEach: 1, ...refusal })
  const [first, second] = [work(), work()]
  const passed = [semaphore.run('ana', first.run), semaphore.run('ana', second.run)]
  await expect(semaphore.run('ana', async () => 'third')).rejects.toMatchObject({
    code: 'TOO_BUSY',
    ...{ message: 'Come back later', retryAfterMs: 2_000 },
  })
  first.end('')
  second.end('')
  await Promise.all(passed)
  expect(await semaphore.run('ana', async () => 'third')).toBe('third')
})

test('work that fails gives its place free', async () => {
  const semaphore = createSemaphore({ permits: 1, waitingEach: 0, ...refusal })
  const failing = semaphore.run('ana', () => Promise.reject(new Error('broken')))
  await expect(failing).rejects.toThrow('broken')
  expect(await semaphore.run('ana', async () => 'next')).toBe('next')
})

test('who waits long holds up nobody else: lines take turns, and each has an end of its own', async () => {
  const semaphore = createSemaphore({ permits: 1, waitingEach: 3, ...refusal })
  const order: string[] = []
  const run = (who: string) => semaphore.run(who, async () => void order.push(who))
  const first = work()
  const passed = [semaphore.run('ana', first.run), run('ana'), run('ana'), run('ana')]
  await expect(run('ana')).rejects.toMatchObject({ code: 'TOO_BUSY' })
  passed.push(run('bia'), run('caio'), run('bia'))
  first.end('')
  await Promise.all(passed)
  expect(order).toEqual(['ana', 'bia', 'caio', 'ana', 'bia', 'ana'])
})

test('one user does not take every place', async () => {
  const semaphore = createSemaphore({ permits: 2, permitsEach: 1, waitingEach: 1, ...refusal })
  const [first, second, other] = [work(), work(), work()]
  const passed = [semaphore.run('ana', first.run), semaphore.run('ana', second.run)]
  passed.push(semaphore.run('bia', other.run))
  expect([first, second, other].map((each) => each.isRunning())).toEqual([true, false, true])
  other.end('')
  await passed[2]
  expect(second.isRunning()).toBe(false)
  first.end('')
  await second.begun
  second.end('')
  await Promise.all(passed)
})
