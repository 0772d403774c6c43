import { expect, test } from 'vitest'
import { isSameOrigin } from './same-origin.js'

const host = 'disparo.example:8080'
const [own, other] = ['https://disparo.example:8080', 'https://evil.example']

test.each([
  ['a page of ours, says the browser', 'same-origin', own],
  ['the same behind a proxy that asks by another name', 'same-origin', 'https://disparo.example'],
  ['a page of ours, by a browser that says no more than the origin', undefined, own],
  ['the same in capitals', undefined, 'https://DISPARO.example:8080'],
])('%s may ask', (_, site, origin) => {
  expect(isSameOrigin({ site, origin, host })).toBe(true)
})

test.each([
  ['a page from elsewhere', 'cross-site', other],
  ['a page of a neighbour', 'same-site', 'https://shop.disparo.example'],
  ['a page of another port', undefined, 'https://disparo.example:9090'],
  ['what only pretends our origin', 'cross-site', own],
  ['an address typed in or followed from nowhere', 'none', undefined],
  ['a page from elsewhere in a browser without Fetch Metadata', undefined, other],
  ['a page that hides where it is', undefined, 'null'],
  ['what is no browser', undefined, undefined],
  ['a page whose name begins like ours', undefined, 'https://disparo.example:8080.evil.example'],
])('%s may not', (_, site, origin) => {
  expect(isSameOrigin({ site, origin, host })).toBe(false)
})
