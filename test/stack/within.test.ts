import { expect, it } from 'vitest'
import { within } from './within.js'

it('gives what the work comes to, or its failure', async () => {
  expect(await within(10_000, Promise.resolve('done'))).toBe('done')
  await expect(within(10_000, Promise.reject(new TypeError('bad')))).rejects.toThrow(TypeError)
})

it('does not wait for longer than the deadline', async () => {
  await expect(within(1, new Promise(() => undefined))).rejects.toThrow('not within 1 ms')
})
