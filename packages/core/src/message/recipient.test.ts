import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskRecipient, normalizeRecipient } from './recipient.js'

describe('normalizeRecipient', () => {
  it.each([
    ['11987554321', '5511987554321'],
    ['011987554321', '5511987554321'],
    ['(11) 98755-4321', '5511987554321'],
    ['+55 (11) 98755-4321', '5511987554321'],
    ['+55 (011) 98755-4321', '5511987554321'],
    ['550 11 98755-4321', '5511987554321'],
    ['0055 11 98755.4321', '5511987554321'],
    ['55 11 98755–4321', '5511987554321'],
    ['\u202a+55\u00a011\u00a098755\u20114321\u202c', '5511987554321'],
    ['1132345678', '551132345678'],
    ['11 8755-4321', '551187554321'],
  ])('reads %j as %s', (written, recipient) => {
    expect(normalizeRecipient(written)).toBe(recipient)
  })

  it.each(['551199999999', '55119999999', '5511999999', '5511912341234', '5511998769876'])(
    'leaves the seed’s sample %s as it is',
    (sample) => {
      expect(normalizeRecipient(sample)).toBe(sample)
    },
  )

  it.each([
    ['+51 987 654 321', '51987654321'],
    ['0047 91 23 45 67', '4791234567'],
    ['+1 (415) 555-2671', '14155552671'],
    ['+351 912 345 678', '351912345678'],
    ['56 9 8765 4321', '56987654321'],
  ])('keeps the country code of the foreign number %s', (written, recipient) => {
    expect(normalizeRecipient(written)).toBe(recipient)
  })

  it.each([
    '',
    '+',
    '1234567',
    '1234567890123456',
    'abc',
    '1198755432x',
    '11987554321 ramal 3',
    '++5511987554321',
    '11+987554321',
    '0211198755432',
    '+0511987554321',
    '00000000000',
    '11,987554321',
    '١١٩٨٧٥٥٤٣٢١',
  ])('finds no phone number in %j', (written) => {
    expect(normalizeRecipient(written)).toBeUndefined()
  })

  const dialled = fc.string({ unit: fc.constantFrom(...'0123456789 -().+'), maxLength: 22 })
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 17 })

  it('changes nothing in what it has made, told that the country code is there', () => {
    fc.assert(
      fc.property(fc.oneof(dialled, digits), (written) => {
        const recipient = normalizeRecipient(written)
        fc.pre(recipient !== undefined)
        expect(normalizeRecipient(`+${recipient}`)).toBe(recipient)
        expect(normalizeRecipient(`00${recipient}`)).toBe(recipient)
      }),
    )
  })

  it('changes nothing in what it has made of a number without an international prefix', () => {
    fc.assert(
      fc.property(digits, (written) => {
        fc.pre(!written.startsWith('00'))
        const recipient = normalizeRecipient(written)
        fc.pre(recipient !== undefined)
        expect(normalizeRecipient(recipient as string)).toBe(recipient)
      }),
    )
  })

  it('gives 8 to 15 digits with no leading zero, or nothing, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(dialled, fc.string({ unit: 'binary' })), (written) => {
        expect(normalizeRecipient(written) ?? '12345678').toMatch(/^[1-9]\d{7,14}$/)
      }),
    )
  })

  it('never adds or drops a digit of the subscriber’s own number', () => {
    const subscriber = fc.oneof(
      fc.integer({ min: 900_000_000, max: 999_999_999 }),
      fc.integer({ min: 20_000_000, max: 99_999_999 }),
    )
    fc.assert(
      fc.property(subscriber, fc.constantFrom('', '0', '+55', '0055', '+550'), (number, prefix) => {
        expect(normalizeRecipient(`${prefix}21${number}`)).toBe(`5521${number}`)
      }),
    )
  })
})

describe('maskRecipient', () => {
  it('leaves the last two digits', () => {
    expect(maskRecipient('5511987554321')).toBe('***********21')
  })

  it('leaves nothing of what is too short to be a number', () => {
    expect(maskRecipient('4321')).toBe('****')
    expect(maskRecipient('')).toBe('')
  })
})
