import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BrokenSealError,
  DataKeyMissingError,
  DataKeys,
  keyFingerprintOf,
  noSeal,
  openSeal,
} from './index.js'

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const one = newKey('one')
const two = newKey('two')
const open = (...keys: string[]) => openSeal('loja', DataKeys.parse(keys.join(',')))
const seal = open(one)
const phone = '5511987554321'

describe('what is sealed', () => {
  it('opens again, whatever it was, and is told from what is plain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, id) => {
        const sealed = seal.seal('message', id, text)
        expect(sealed).toMatch(/^=one\.[\w-]+$/)
        expect(seal.open('message', id, sealed)).toBe(text)
      }),
    )
  })

  it('looks different each time, and is 42 characters and its key id longer than its base64', () => {
    const [first, second] = [seal.seal('recipient', 'a', phone), seal.seal('recipient', 'a', phone)]
    expect(first).not.toBe(second)
    expect(first).toHaveLength('=one.'.length + Math.ceil(((31 + phone.length) * 4) / 3))
    expect(first).not.toContain(phone)
  })

  it('opens for no other message, kind or account', () => {
    const sealed = seal.seal('recipient', 'a', phone)
    expect(() => seal.open('recipient', 'b', sealed)).toThrow(BrokenSealError)
    expect(() => seal.open('detail', 'a', sealed)).toThrow(BrokenSealError)
    expect(() => openSeal('other', DataKeys.parse(one)).open('recipient', 'a', sealed)).toThrow(
      BrokenSealError,
    )
  })

  it('never opens once any of it was changed', () => {
    const sealed = seal.seal('detail', 'a', 'http-400: Olá')
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...'AZaz09-_'), (place, letter) => {
        fc.pre(sealed[place] !== letter && place > '=one.'.length)
        const changed = sealed.slice(0, place) + letter + sealed.slice(place + 1)
        // The last letter has bits that mean nothing.
        fc.pre(!same(changed, sealed))
        expect(() => seal.open('detail', 'a', changed)).toThrow(/damaged|key "one"/)
      }),
    )
  })
})

function same(a: string, b: string): boolean {
  const bytes = (text: string) => Buffer.from(text.slice('=one.'.length), 'base64url')
  return bytes(a).equals(bytes(b))
}

describe('what is plain', () => {
  it('is read as it was written, with and without a key, also where it looks sealed', () => {
    const sealed = fc.string().map((text) => seal.seal('label', 'a', text))
    const text = fc.oneof(
      fc.string(),
      fc.string().map((rest) => `=${rest}`),
      sealed,
    )
    fc.assert(
      fc.property(text, (text) => {
        const kept = noSeal.seal('label', 'a', text)
        expect(noSeal.open('label', 'a', kept)).toBe(text)
        expect(seal.open('label', 'a', kept)).toBe(text)
      }),
    )
  })

  it.each(['', phone, '{"to":"5511987554321"}', 'http-400: =one.x'])('is kept as it is: %s', (text) => {
    expect(noSeal.seal('recipient', 'a', text)).toBe(text)
  })
})

describe('a rotation', () => {
  const before = seal.seal('recipient', 'a', phone)

  it('seals by the first key, and opens what any of them has sealed', () => {
    const both = open(two, one)
    expect(both.open('recipient', 'a', before)).toBe(phone)
    const after = both.seal('recipient', 'a', phone)
    expect(open(two).open('recipient', 'a', after)).toBe(phone)
  })

  it('names the key that is missing, also where another has its id', () => {
    for (const without of [noSeal, open(two), open(newKey('one'))]) {
      expect(() => without.open('recipient', 'a', before)).toThrow(
        expect.objectContaining({ name: 'DataKeyMissingError', keyId: 'one' }),
      )
    }
    expect(new DataKeyMissingError('one.AbCd').message).toContain('"one"')
  })

  it('is known by a mark of the very key, which the beginning of a sealed text tells', () => {
    const mark = keyFingerprintOf(before.slice(0, 64)) ?? ''
    expect(mark).toMatch(/^one\.[\w-]{4}$/)
    expect([seal, open(two, one)].map((each) => each.hasKey(mark))).toEqual([true, true])
    expect([noSeal, open(two), open(newKey('one'))].map((each) => each.hasKey(mark))).toEqual([
      false,
      false,
      false,
    ])
    expect(() => open(newKey('one')).open('recipient', 'a', before)).toThrow(
      expect.objectContaining({ keyFingerprint: mark }),
    )
    expect(keyFingerprintOf(phone)).toBeUndefined()
  })

  it('finds recipients and texts by what the older key has made of them', () => {
    const both = open(two, one)
    expect(both.blindIndexes(phone)).toEqual([...open(two).blindIndexes(phone), ...seal.blindIndexes(phone)])
    expect(both.fingerprints('text')).toEqual(
      expect.arrayContaining([
        ...open(two).fingerprints('text'),
        ...seal.fingerprints('text'),
        ...noSeal.fingerprints('text'),
      ]),
    )
    expect(both.fingerprints('text')[0]).toBe(open(two).fingerprints('text')[0])
  })
})

describe('a mark', () => {
  it('is one for every way to write a recipient', () => {
    expect(seal.blindIndexes('+55 (11) 98755-4321')).toEqual(seal.blindIndexes(phone))
    expect(seal.blindIndexes('551187554321')).toEqual(seal.blindIndexes(phone))
    expect(seal.blindIndexes('5511987554322')).not.toEqual(seal.blindIndexes(phone))
  })

  it('is another for each account and key, and there is none without a key', () => {
    expect(openSeal('other', DataKeys.parse(one)).blindIndexes(phone)).not.toEqual(seal.blindIndexes(phone))
    expect(open(two).blindIndexes(phone)).not.toEqual(seal.blindIndexes(phone))
    expect(noSeal.blindIndexes(phone)).toEqual([])
  })
})

it('a print cannot be made without the key', () => {
  expect(seal.fingerprints('text')[0]).not.toBe(noSeal.fingerprints('text')[0])
  expect(seal.fingerprints('text')[0]).toMatch(/^[\w-]{12}$/)
})
