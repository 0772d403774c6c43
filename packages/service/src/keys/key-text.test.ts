import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newKey, readKey } from './key-text.js'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

test('a key is known by its form to whoever looks for secrets, and no two are alike', () => {
  const keys = Array.from({ length: 50 }, newKey)
  for (const { id, text } of keys) {
    expect(text).toMatch(/^disparo_[0-9A-Za-z]{59}$/)
    expect(text.startsWith(`disparo_${id}`)).toBe(true)
    expect(readKey(text)).toEqual({ id, hash: expect.stringMatching(/^[\w-]{43}$/) })
  }
  expect(new Set(keys.map(({ text }) => text)).size).toBe(50)
  expect(new Set(keys.map(({ id }) => id)).size).toBe(50)
})

test('a key with one slip in it is none, nor one that is cut or has more around it', () => {
  const { text } = newKey()
  fc.assert(
    fc.property(
      fc.nat({ max: 58 }),
      fc.constantFrom(...letters),
      fc.integer({ min: 1, max: 66 }),
      (at, letter, cut) => {
        const place = 'disparo_'.length + at
        const slipped = text.slice(0, place) + letter + text.slice(place + 1)
        expect(readKey(slipped) !== undefined).toBe(slipped === text)
        expect(readKey(text.slice(0, cut))).toBeUndefined()
        for (const around of [` ${text}`, `${text} `, `${text}\n`, text + text, text.toUpperCase()]) {
          expect(readKey(around)).toBeUndefined()
        }
      },
    ),
  )
})

test('whatever is no key is read as none', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readKey(text) === undefined))
})
