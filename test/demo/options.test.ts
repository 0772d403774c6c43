import { expect, it } from 'vitest'
import { parseOptions } from './options.js'

it('the demo goes by Disparo’s own API unless told otherwise', () => {
  expect(parseOptions([])).toEqual({
    via: 'api',
    rows: undefined,
    keep: false,
    json: false,
    help: false,
  })
  expect(parseOptions(['--via', 'xml', '--json'])).toMatchObject({ via: 'xml', json: true })
})

it('a part of the campaign is a number of rows', () => {
  expect(parseOptions(['--rows', '300'])).toMatchObject({ rows: 300 })
  for (const rows of ['0', '1.5', 'some']) {
    expect(() => parseOptions(['--rows', rows])).toThrow(expect.objectContaining({ code: 'ERR_ROWS' }))
  }
})

it('an interface that is not known is an error of the options', () => {
  expect(() => parseOptions(['--via', 'fax'])).toThrow(expect.objectContaining({ code: 'ERR_VIA' }))
})
