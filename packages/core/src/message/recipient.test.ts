import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskRecipient, normalizeRecipient, readRecipient } from './recipient.js'

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
    ['11.98755.4321', '5511987554321'],
    ['11/98755-4321', '5511987554321'],
    ["'5511987554321", '5511987554321'],
    ['\u200b11987554321\u00a0', '5511987554321'],
    ['55 98765-4321', '5555987654321'],
    ['(55) 98765-4321', '5555987654321'],
    ['(55) 11 98765-4321', '5511987654321'],
    ['(+55) 11 98765-4321', '5511987654321'],
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
    ['+44 (0) 20 7946 0958', '442079460958'],
    ['351912345678', '351912345678'],
    ['56 9 8765 4321', '56987654321'],
  ])('keeps the country code of the foreign number %s', (written, recipient) => {
    expect(normalizeRecipient(written)).toBe(recipient)
  })

  it.each([
    ['5511987650101.0', '5511987650101'],
    ['11987650102.0', '5511987650102'],
    ['5511987650101,0', '5511987650101'],
    ['5511987650101.00', '5511987650101'],
    ['5.511.987.650.101', '5511987650101'],
  ])('reads %s, a number as a spreadsheet writes it, as %s', (written, recipient) => {
    expect(normalizeRecipient(written)).toBe(recipient)
  })

  it.each([
    ['98765-0103', 'has no area code (DDD)'],
    ['3333-4444', 'has no area code (DDD)'],
    ['4004-1234', 'has no area code (DDD)'],
    ['987650104', 'has no area code (DDD)'],
    ['+55 20 98765-4321', 'has no area code (DDD) that exists'],
    ['0800 123 4567', 'service number'],
    ['+55 0800 123 4567', 'service number'],
    ['5,51199E+12', 'scientific notation'],
    ['5.511987650101E12', 'scientific notation'],
    ['5511987650101.5', 'has decimals'],
    ['11987650101,55', 'has decimals'],
    ['5,511,987,650,101', 'has decimals'],
    ['https://wa.me/5511987654321', 'is a link'],
    ['wa.me/5511987654321', 'is a link'],
    ['11987654321 / 11912345678', 'more than one number'],
    ['11987654321 11912345678', 'more than one number'],
    ['11 98765-4321 ou 3333-4444', 'more than one number'],
    ['11987654321;11912345678', 'more than one number'],
    ['55119876543210', 'too many digits'],
    ['+551198765432101', 'too many digits'],
    ['+999 1234 5678', 'no country code that exists'],
    ['+1 415 555', 'too many or too few digits for a number of +1'],
    ['11187654321', 'is no number of BR'],
    ['23912345678', 'is no number of BR'],
    ['(20) 98765-4321', 'has no area code (DDD) that exists'],
    ['(020) 98765.4321', 'has no area code (DDD) that exists'],
    ['(20) 987654321', 'has no area code (DDD) that exists'],
    ['(56) 9 8765 4321', 'has no area code (DDD) that exists'],
    ['(36) 3333-4444', 'has no area code (DDD) that exists'],
    ['20 98765-4321', 'has no area code (DDD) that exists'],
    ['52 98765 4321', 'has no area code (DDD) that exists'],
  ])('refuses %s and says why: %s', (written, why) => {
    expect(readRecipient(written)).toMatchObject({ problem: expect.stringContaining(why) })
  })

  it.each(['(11) 3333-4444/45', '11 98765-4321/4322', '11 98765-4321 r. 12', '2,5511987650101'])(
    'guesses no ending of %s',
    (written) => {
      expect(normalizeRecipient(written)).toBeUndefined()
    },
  )

  it('takes numbers of the account’s own country without a country code', () => {
    expect(normalizeRecipient('912 345 678', 'PT')).toBe('351912345678')
    expect(normalizeRecipient('+55 11 98755-4321', 'PT')).toBe('5511987554321')
    expect(normalizeRecipient('5511987554321', 'PT')).toBe('5511987554321')
    expect(normalizeRecipient('91234', 'PT')).toBeUndefined()
  })

  it('never sends a Brazilian number that lacks something to another country', () => {
    const number = fc.integer({ min: 20_000_000, max: 999_999_999 }).map(String)
    fc.assert(
      fc.property(number, fc.constantFrom('', '0', '.0', ',00'), (digits, tail) => {
        expect(normalizeRecipient(tail === '0' ? `0${digits}` : `${digits}${tail}`)).toBeUndefined()
      }),
    )
  })

  it('has at most 13 digits in Brazil, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{1,12}$/),
        fc.constantFrom('+55', '55', '0055', ''),
        (rest, prefix) => {
          const recipient = normalizeRecipient(`${prefix}${rest}`)
          if (recipient?.startsWith('55')) expect(recipient).toMatch(/^55\d{8,11}$/)
        },
      ),
      { numRuns: 500 },
    )
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
