import { expect, it } from 'vitest'
import { parseOptions } from './options.js'

it('the demo goes by Disparo’s own API unless told otherwise', () => {
  expect(parseOptions([])).toEqual({ via: 'api', keep: false, json: false, help: false })
  expect(parseOptions(['--via', 'xml', '--json'])).toMatchObject({ via: 'xml', json: true })
})

it('an interface that is not known is an error of the options', () => {
  expect(() => parseOptions(['--via', 'fax'])).toThrow(expect.objectContaining({ code: 'ERR_VIA' }))
})
