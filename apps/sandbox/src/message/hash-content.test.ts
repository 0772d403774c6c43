import { expect, it } from 'vitest'
import { hashContent } from './hash-content.js'

const content = { to: '1', components: [{ type: 'body', parameters: [{ type: 'text', text: 'a' }] }] }

it('is the same whatever the order of keys, at any depth', () => {
  const turned = { components: [{ parameters: [{ text: 'a', type: 'text' }], type: 'body' }], to: '1' }
  expect(hashContent(turned)).toBe(hashContent(content))
})

it('differs for another value, another order of a list, or a key more', () => {
  const hashes = [
    content,
    { ...content, to: '2' },
    { ...content, to: 1 },
    { ...content, extra: null },
    { ...content, components: [] },
    { list: ['a', 'b'] },
    { list: ['b', 'a'] },
  ].map(hashContent)
  expect(new Set(hashes).size).toBe(hashes.length)
})

it('sees a key called __proto__ as any other', () => {
  expect(hashContent(JSON.parse('{"__proto__":{"a":1}}'))).not.toBe(hashContent({}))
})
