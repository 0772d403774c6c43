import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonFault } from './json-fault.js'

it.each([
  ['', 1, 1],
  ['[\n  {"name": "loja",}\n]', 2, 19],
  ['[{"a": 1}\n{"a": 2}]', 2, 1],
  ['[1, 2', 1, 6],
  ['{"a" 1}', 1, 6],
  ['{a: 1}', 1, 2],
  ["['a']", 1, 2],
  ['["a\nb"]', 1, 2],
  ['[01]', 1, 3],
  ['[1] x', 1, 5],
  ['\uFEFF[]', 1, 1],
  ['[1}', 1, 3],
  ['[tru]', 1, 2],
])('%j is wrong at line %i, column %i', (text, line, column) => {
  expect(jsonFault(text)).toEqual({ line, column })
})

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

it('finds a fault exactly where the runtime finds no JSON, whatever was put in, taken out or cut off', () => {
  const mutated = fc
    .tuple(fc.json(), fc.nat(), fc.nat(3), fc.constantFrom('', ',', '"', '}', ']', '\\', '\n', '0', 'é', '{'))
    .map(([text, at, removed, added]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + added + text.slice(place + removed)
    })
  fc.assert(
    fc.property(fc.oneof(fc.json(), mutated, fc.string()), (text) => {
      expect(jsonFault(text) === undefined).toBe(isJson(text))
    }),
    { numRuns: 2_000 },
  )
})

it('does not run out of stack, however deep a text is', () => {
  expect(jsonFault('['.repeat(1_000_000))).toEqual({ line: 1, column: 1_000_001 })
})
