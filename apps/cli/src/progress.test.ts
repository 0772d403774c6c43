import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sizeUnit, startProgress } from './progress.js'

/** What somebody without a terminal reads of a task that got as far as `values`. */
async function linesOf(total: number, values: readonly number[]): Promise<string[]> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const terminal = { env: {}, stdin: Readable.from([]), stdout, stderr }
  const progress = startProgress(terminal, { label: 'Importing', total, unit: sizeUnit(total) })
  for (const value of values) progress.update(value)
  progress.stop()
  return (await text(stderr.end())).split('\n').slice(0, -1)
}

test.each([
  [240_000, [65_536, 131_072, 196_608, 240_000], ['66 kB', '131 kB', '197 kB', '240 kB'], '240 kB'],
  [61, [61], ['61 B'], '61 B'],
  [1_000_000, [65_536, 131_072, 1_000_000], ['0.1 MB', '1.0 MB'], '1.0 MB'],
])('without a terminal %i bytes are told in a unit that shows them', async (total, values, told, whole) => {
  expect(await linesOf(total, values)).toEqual(told.map((amount) => `Importing ${amount} of ${whole}`))
})

test('without a terminal no line comes twice, there are ten at most, and the last one tells of the end', async () => {
  const steps = fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 40 })
  const law = fc.asyncProperty(steps, async (chunks) => {
    let sent = 0
    const values = chunks.map((chunk) => {
      sent += chunk
      return sent
    })
    const lines = await linesOf(sent, values)
    expect(new Set(lines).size).toBe(lines.length)
    expect(lines.length).toBeLessThanOrEqual(10)
    expect(lines.at(-1)).toBe(`Importing ${sizeUnit(sent)(sent)} of ${sizeUnit(sent)(sent)}`)
  })
  await fc.assert(law)
})
