import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchItems } from './match-items.js'
import { observationsOf } from './read-status-word.js'

const contact = (id: string, to: string) => ({ id, to })
const item = (telefone: string, status: string) => ({ telefone, status })

describe('the items of an answer', () => {
  it('are found by phone, in any order, with or without the country code and the ninth digit', () => {
    const contacts = [
      contact('a', '5511987654321'),
      contact('b', '551187654322'),
      contact('c', '5521987654323'),
    ]
    const items = [item('5521987654323', 'Lido'), item('1187654321', 'Enviado'), item('11987654322', 'Falha')]
    expect(matchItems(contacts, items).toSorted((one, other) => one.id.localeCompare(other.id))).toEqual([
      { id: 'a', word: 'Enviado' },
      { id: 'b', word: 'Falha' },
      { id: 'c', word: 'Lido' },
    ])
  })

  it('of a phone that is there twice are told apart by order', () => {
    const contacts = [contact('a', '5511987654321'), contact('b', '5511987654321')]
    const items = [item('11987654321', 'Lido'), item('11987654321', 'Enviado')]
    expect(matchItems(contacts, items)).toEqual([
      { id: 'a', word: 'Lido' },
      { id: 'b', word: 'Enviado' },
    ])
  })

  it('go to the number as it is written before the same one without its ninth digit', () => {
    const contacts = [contact('a', '551187654321'), contact('b', '5511987654321')]
    const items = [item('11987654321', 'Lido'), item('1187654321', 'Enviado')]
    expect(matchItems(contacts, items)).toEqual([
      { id: 'a', word: 'Enviado' },
      { id: 'b', word: 'Lido' },
    ])
  })

  it('are nothing to a contact whose number is not known any more', () => {
    const contacts = [contact('a', ''), contact('b', '5511987654321')]
    expect(matchItems(contacts, [item('outro', 'Lido'), item('11987654321', 'Enviado')])).toEqual([
      { id: 'b', word: 'Enviado' },
    ])
  })

  it('of two forms of one number never go to the other: one item each in its form, or none', () => {
    const contacts = [contact('a', '551187654321'), contact('b', '5511987654321')]
    const forms = [['11987654321', '11987654321'], ['1187654321'], ['11987654321']]
    for (const telefones of [...forms, ['11987654321', '1187654321', '11987654321']]) {
      const items = telefones.map((telefone, n) => item(telefone, n === 0 ? 'Lido' : 'Falha'))
      expect(matchItems(contacts, items)).toEqual([])
    }
  })

  it('that say the same of two forms of one number are theirs, however they are written', () => {
    const contacts = [contact('a', '551187654321'), contact('b', '5511987654321')]
    const items = [item('11987654321', 'Lido'), item('11987654321', 'Lido')]
    expect(matchItems(contacts, items)).toEqual([
      { id: 'a', word: 'Lido' },
      { id: 'b', word: 'Lido' },
    ])
  })

  it("of a phone that is there twice, but not in the answer, are nobody's", () => {
    const contacts = [contact('a', '5511987654321'), contact('b', '5511987654321')]
    expect(matchItems(contacts, [item('11987654321', 'Lido')])).toEqual([])
  })

  it('are each used once, only for their own phone, and in their own form where there are two', () => {
    const phone = fc.constantFrom('11987654321', '1187654321', '11987654322', '21987654321', 'outro')
    fc.assert(
      fc.property(fc.array(phone), fc.array(phone), (sent, shown) => {
        const contacts = sent
          .filter((each) => each !== 'outro')
          .map((each, n) => contact(`${n}`, `55${each}`))
        const words = matchItems(
          contacts,
          shown.map((telefone, n) => item(telefone, `${n}`)),
        )
        expect(new Set(words.map(({ id }) => id)).size).toBe(words.length)
        expect(new Set(words.map(({ word }) => word)).size).toBe(words.length)
        const forms = new Set(contacts.map(({ to }) => to))
        const areBoth = forms.has('5511987654321') && forms.has('551187654321')
        for (const { id, word } of words) {
          const to = contacts[Number(id)]?.to ?? ''
          const telefone = shown[Number(word)] ?? ''
          expect(to.slice(-8)).toBe(telefone.slice(-8))
          expect(to.slice(2, 4)).toBe(telefone.slice(0, 2))
          if (areBoth && to.endsWith('87654321') && to.startsWith('5511')) expect(to).toBe(`55${telefone}`)
        }
      }),
    )
  })
})

describe('a word of an answer', () => {
  const at = { code: 'abc-1', now: 1_000 }
  const shown = (word: string) => observationsOf({ id: 'm', word }, at)

  it('moves a status at the time at which it is seen', () => {
    expect(shown('ENVIADO')).toEqual([{ id: 'm', acceptedAt: 1_000, upstreamId: 'abc-1', sentAt: 1_000 }])
    expect(shown('Entregue')).toMatchObject([{ receivedAt: 1_000 }])
    expect(shown('Lido')).toMatchObject([{ readAt: 1_000 }])
    expect(shown('Falha')).toEqual([
      { id: 'm', acceptedAt: 1_000, upstreamId: 'abc-1' },
      { id: 'm', failedAt: 1_000, detail: 'Falha', reason: 'upstream-failed' },
    ])
  })

  it('that is none we know is kept, shortened and without numbers', () => {
    expect(shown(`Ligue para 11 98765-4321 ${'já '.repeat(100)}`)).toMatchObject([
      { acceptedAt: 1_000, detail: expect.stringMatching(/^Ligue para \*\*\* já/) },
    ])
    expect(shown(`Ligue ${'já '.repeat(100)}`)[0]?.detail).toHaveLength(200)
  })
})
