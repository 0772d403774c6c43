import { expect, it } from 'vitest'
import { parseOptions } from './options.js'

it('does everything unless told otherwise', () => {
  expect(parseOptions([])).toEqual({ parts: ['stack', 'tests'], json: false, help: false })
  expect(parseOptions(['--only', 'tests', '--json'])).toEqual({ parts: ['tests'], json: true, help: false })
})

it.each([['--only', 'unit'], ['--fast']])('refuses %s %s', (...args) => {
  expect(() => parseOptions(args.filter((arg) => arg !== undefined))).toThrow(TypeError)
})
