import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BrokenInputError } from './broken-input-error.js'
import { splitJson } from './split-json.js'

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function split(text: string, { size = 7, maxBytes = 1_000 } = {}): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = []
  for await (const element of splitJson(cut(Buffer.from(text), size), maxBytes)) {
    found.push(element?.toString('utf8'))
  }
  return found
}

const breakage = (text: string) =>
  split(text).then(
    () => undefined,
    (error: unknown) => (error instanceof BrokenInputError ? error.breakage : error),
  )

test('the elements of any list come as they were written, wherever the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue()),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 2),
      fc.boolean(),
      async (values, size, indent, isWrapped) => {
        const text = JSON.stringify(isWrapped ? { messages: values } : values, undefined, indent)
        const found = await split(text, { size, maxBytes: 100_000 })
        expect(found.map((element) => JSON.parse(element ?? ''))).toEqual(JSON.parse(JSON.stringify(values)))
      },
    ),
  )
})

test('brackets, commas and quotes in texts and comments part nothing', async () => {
  const elements = ['{"a":"],[\\"{\\\\"}', '{"b":1 /* ], " */ }', '{"c":2} // ], "\n', '"x"', '[[],{}]']
  for (const size of [1, 2, 100]) expect(await split(`[${elements.join(',')}]`, { size })).toEqual(elements)
  expect(await split('\ufeff // a "list" [\n { /* [ */ "messages" : [1] } // ]')).toEqual(['1'])
})

test('an empty list has no elements, and a comma too many makes an empty one', async () => {
  for (const text of ['[]', ' [ \n ] ', '{"messages":[]}']) expect(await split(text)).toEqual([])
  expect(await split('[1, ,2,]')).toEqual(['1', '', '2', ''])
})

test('an element that is too long is skipped, whatever it is made of; blanks before one are no part of it', async () => {
  const long = ['"x"'.padStart(2_000, ' '), `"${'x'.repeat(999)}"`, '[['.repeat(600), '1']
  const text = `[${long[0]},${long[1]},2,{"a":${'[1,'.repeat(600)}1${']'.repeat(600)}},3]`
  for (const size of [1, 64, 5_000]) {
    expect(await split(text, { size })).toEqual(['"x"', undefined, '2', undefined, '3'])
  }
})

test.each([
  ['', 'EMPTY'],
  [' \n', 'EMPTY'],
  ['{"to":"x"}', 'NO_LIST'],
  ['{"to":["x"]}', 'NO_LIST'],
  ['{"messages":{}}', 'NO_LIST'],
  ['{"messages', 'NO_LIST'],
  ['x'.repeat(100_000), 'NO_LIST'],
  ['/1', 'NO_LIST'],
  ['[', 'UNCLOSED_LIST'],
  ['[{}', 'UNCLOSED_LIST'],
  ['[{]', 'UNCLOSED_LIST'],
  ['["]', 'UNCLOSED_LIST'],
  ['[1] /* ', 'UNCLOSED_LIST'],
  ['{"messages":[1]', 'UNCLOSED_LIST'],
  ['[1]]', 'AFTER_LIST'],
  ['[1]}', 'AFTER_LIST'],
  ['[1][2]', 'AFTER_LIST'],
  ['{"messages":[1],"a":2}', 'AFTER_LIST'],
  ['{"messages":[1]}}', 'AFTER_LIST'],
])('%j is broken: %s', async (text, expected) => {
  expect(await breakage(text)).toBe(expected)
})

test('of an endless element nothing is kept', async () => {
  let given = 0
  async function* endless(): AsyncGenerator<Buffer> {
    yield Buffer.from('[{"components":[')
    for (; given < 100_000_000; given += 65_536) yield Buffer.from('{"a":1},'.repeat(8_192))
    yield Buffer.from('{}]},{}]')
  }
  const found: number[] = []
  const before = process.memoryUsage().rss
  for await (const element of splitJson(endless(), 65_536)) found.push(element?.length ?? -1)
  expect(found).toEqual([-1, 2])
  expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000)
})
