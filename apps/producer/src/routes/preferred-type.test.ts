import { expect, test } from 'vitest'
import { preferredType } from './preferred-type.js'

const json = 'application/json'
const csv = 'text/csv'
const lines = 'application/x-ndjson'

test.each([
  [undefined, json],
  ['', json],
  ['*/*', json],
  ['text/html', json],
  ['text/csv', csv],
  ['Text/CSV ; charset=utf-8', csv],
  ['text/*', csv],
  ['text/csv;q=0.1, application/json', json],
  ['application/json;q=0.2, text/csv;q=0.9', csv],
  ['text/csv, */*;q=0.1', csv],
  ['*/*, text/csv', csv],
  ['text/csv;q=0.5, */*;q=0.8', json],
  ['text/csv;q=0', json],
  ['application/x-ndjson, text/csv', lines],
  ['text/csv, application/x-ndjson', csv],
  ['application/*;q=0.9, application/json;q=0, text/csv;q=0.3', lines],
  ['text/csv;q=many', csv],
])('Accept: %s is answered as %s', (accept, type) => {
  expect(preferredType(accept, [json, csv, lines])).toBe(type)
})
