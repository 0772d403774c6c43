import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readAnswer } from './read-answer.js'
import { renderDispatchAnswer, renderErrorAnswer, renderStatusAnswer, xmlCases } from './render-answer.js'
import { anyText, fixture } from './xml-fixtures.test.support.js'

const code = '5c3ca43c-4ece-4018-8667-56384bbe5900'
const item = { telefone: '11987554321', status: 'Enviado' }

describe("the seed's answers", () => {
  it('to 50.01 are read, and written the same', () => {
    expect(readAnswer(fixture('dispatch-answer'))).toEqual({ kind: 'code', code })
    const written = renderDispatchAnswer({ key: '0b2001e6503dd1acc0d47a8b43fd', codigo: code })
    expect(written).toBe(fixture('dispatch-answer').replace(/\s+(?=<|$)/g, ''))
  })

  it('to 50.02 are read, and written the same', () => {
    const telefone = '[TELEFONE DO DESTINATÁRIO]'
    const status = '[MENSAGEM ENVIADA PELO DESTINATÁRIO]'
    expect(readAnswer(fixture('status-answer'))).toEqual({ kind: 'items', items: [{ telefone, status }] })
    const written = renderStatusAnswer({ key: '09000114b58c4170d5657f4889a0', items: [{ telefone, status }] })
    expect(written).toBe(fixture('status-answer').replace(/\s+(?=<|$)/g, ''))
  })
})

describe('a code', () => {
  it.each([
    `<MAIN><EMKT TRANS="50.01" KEY="1"><RETURN>${code}</RETURN></EMKT></MAIN>`,
    `<MAIN><EMKT TRANS="50.01" KEY="1"><RETURN ID="00">${code}</RETURN></EMKT></MAIN>`,
    `<AKNA><EMKT><RETURN ID="">${code}</RETURN></EMKT></AKNA>`,
    `<emkt><return><![CDATA[ ${code} ]]></return></emkt>`,
    `<?xml version="1.0" encoding="ISO-8859-1"?>\n<main><func><return>${code}</return></func></main>`,
    `<br />\n<b>Warning</b>: something in <b>x.php</b>\n<main><emkt><return>${code}</return></emkt></main>`,
    `<MAIN><EMKT/></MAIN><MAIN><EMKT><RETURN>${code}</RETURN></EMKT></MAIN>`,
    `<MAIN><FUNC><RETURN ID="07">Aviso</RETURN></FUNC></MAIN><MAIN><EMKT><RETURN>${code}</RETURN></EMKT></MAIN>`,
    `<main><emkt><return>${code}</return></emkt></MAIN>`,
  ])('is found in %s', (body) => {
    expect(readAnswer(body)).toEqual({ kind: 'code', code })
  })

  it.each(['Sucesso', 'OK', 'Remetente inválido', 'a b 1', '1'.repeat(65), '<b>1</b>'])(
    'is not %s',
    (text) => {
      expect(readAnswer(`<main><emkt><return>${text}</return></emkt></main>`).kind).not.toBe('code')
    },
  )

  it('is never one that was cut off', () => {
    const body = renderDispatchAnswer({ key: '1', codigo: code })
    for (let length = 0; length < body.length; length++) {
      const answer = readAnswer(body.slice(0, length))
      if (answer.kind === 'code') expect(answer.code).toBe(code)
    }
  })
})

test('statuses are read in either case, from several roots, and without what names no telephone', () => {
  const body = `<MAIN><EMKT TRANS="40.03" KEY="1"><ITEM><TELEFONE> 11987554321 </TELEFONE><STATUS>Enviado</STATUS></ITEM>
    <item><telefone/><status>Lido</status></item></EMKT></MAIN>
    <main><emkt><item><telefone>2133334444</telefone></item></emkt></main>`
  expect(readAnswer(body)).toEqual({ kind: 'items', items: [item, { telefone: '2133334444', status: '' }] })
})

test('an envelope with nothing in it has no items', () => {
  expect(readAnswer('<main><emkt trans="40.03" KEY="1"></emkt></main>')).toEqual({ kind: 'items', items: [] })
})

describe('an error', () => {
  it.each([
    ['<MAIN><EMKT TRANS="50.01" KEY="1"><RETURN ID="05">Erro x</RETURN></EMKT></MAIN>', '05', 'Erro x'],
    ['<AKNA><FUNC><RETURN ID="1">Erro x</RETURN></FUNC></AKNA>', '1', 'Erro x'],
    ['<akna><emkt><return id="05">Erro x</return></emkt></akna>', '05', 'Erro x'],
    [`<main><func><return id="05">${code}</return></func></main>`, '05', code],
    ['<main><emkt><return id="E7"/></emkt></main>', 'E7', ''],
    ['<main><emkt><return>Remetente inválido</return></emkt></main>', undefined, 'Remetente inválido'],
    ['<MAIN><EMKT/></MAIN><AKNA><FUNC><RETURN ID="05">Erro x</RETURN></FUNC></AKNA>', '05', 'Erro x'],
  ])('is found in %s', (body, id, text) => {
    expect(readAnswer(body)).toEqual({ kind: 'error', ...(id !== undefined && { id }), text })
  })
})

test.each([
  '',
  ' ',
  'OK',
  code,
  '{"status":"OK"}',
  '<html><body><main><return>1</return></main></body></html>',
  '<!DOCTYPE html><html></html>',
  '<!DOCTYPE main><main><emkt><return>1</return></emkt></main>',
  `<main><return>${code}</return></main>`,
  '<main><emkt><return/></emkt></main>',
  '<main><emkt><return ID="00">Operação realizada</return></emkt></main>',
  '<main><emkt',
  '<a>'.repeat(100),
])('%j cannot be read', (body) => {
  expect(readAnswer(body)).toEqual({ kind: 'unreadable' })
})

test('whatever we answer is read as we mean it', () => {
  const codigo = fc.uuid()
  const id = fc.stringMatching(/^[0-9]?[1-9]$/)
  const xmlCase = fc.constantFrom(undefined, ...xmlCases)
  fc.assert(
    fc.property(anyText, codigo, xmlCase, (key, code, xmlCase) => {
      expect(readAnswer(renderDispatchAnswer({ key, codigo: code, xmlCase }))).toEqual({ kind: 'code', code })
    }),
  )
  const items = fc.array(fc.record({ telefone: anyText, status: anyText }))
  fc.assert(
    fc.property(anyText, items, xmlCase, (key, items, xmlCase) => {
      expect(readAnswer(renderStatusAnswer({ key, items, xmlCase }))).toEqual({ kind: 'items', items })
    }),
  )
  fc.assert(
    fc.property(
      anyText,
      id,
      fc.option(anyText, { nil: undefined }),
      anyText,
      xmlCase,
      (key, id, trans, text, xmlCase) => {
        expect(readAnswer(renderErrorAnswer({ key, trans, id, mensagem: text, xmlCase }))).toEqual({
          kind: 'error',
          id,
          text,
        })
      },
    ),
  )
})

test('no body makes the reader fail', () => {
  const piece = fc.constantFrom(
    '<main>',
    '<emkt>',
    '<return id="1">',
    '</return>',
    '</emkt>',
    '</main>',
    '<item>',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
      expect(['code', 'items', 'error', 'unreadable']).toContain(readAnswer(pieces.join('')).kind)
    }),
  )
})
