import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidXmlError } from './invalid-xml-error.js'
import { readRequest } from './read-request.js'
import { renderDispatch, renderStatusQuery } from './render-request.js'
import { anyDispatch, anyText, fixture } from './xml-fixtures.test.support.js'
import { type XmlProblem, XmlRequestError } from './xml-request-error.js'

const remetente = '0bc8f181-3f84-41dc-90f2-a28dd5f90e73'
const namespace = 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6'

/** The seed's document with its blanks filled, one after the other, and nothing else changed. */
function filled(name: string, ...values: string[]): string {
  const blank = /(<(?:remetente|identificador|namespace|element_name|phone|parameter type="text")>) ?(?=<\/)/g
  return fixture(name).replace(blank, (_all, tag: string) => tag + (values.shift() ?? ''))
}

function problemsOf(text: string): readonly XmlProblem[] {
  try {
    readRequest(text)
    return []
  } catch (error) {
    if (error instanceof XmlRequestError) return error.problems
    throw error
  }
}

const fields = () => `<remetente>r</remetente><namespace>n</namespace><element_name>e</element_name>`
const emkt = (content: string, trans = ' trans="50.01"') => `<main><emkt${trans}>${content}</emkt></main>`
const contact = (content: string) => emkt(`${fields()}<contact>${content}</contact>`)
const phone = '<phone>11987554321</phone>'

describe("the seed's documents", () => {
  it('the full structure, filled, is a dispatch', () => {
    const phones = ['11987554321', '(21) 3333-4444'] as const
    const text = filled(
      'dispatch-full',
      remetente,
      'abc123',
      namespace,
      'alerta1',
      phones[0],
      'Maria',
      phones[1],
      'José',
    )
    expect(readRequest(text)).toEqual({
      trans: '50.01',
      dispatch: {
        remetente,
        identificador: 'abc123',
        namespace,
        elementName: 'alerta1',
        contacts: [
          { phone: '11987554321', parameters: ['Maria'] },
          { phone: '2133334444', parameters: ['José'] },
        ],
      },
    })
  })

  it('the basic structure, filled, is a dispatch without identificador and parameters', () => {
    expect(readRequest(filled('dispatch-basic', remetente, namespace, 'alerta1', '11987554321'))).toEqual({
      trans: '50.01',
      dispatch: {
        remetente,
        namespace,
        elementName: 'alerta1',
        contacts: [{ phone: '11987554321', parameters: [] }],
      },
    })
  })

  it('the structures with all their blanks are told what is missing', () => {
    const missing = ['remetente', 'namespace', 'element_name', 'contact[1].phone']
    expect(problemsOf(fixture('dispatch-basic')).map(({ campo }) => campo)).toEqual(missing)
    expect(problemsOf(fixture('dispatch-full')).map(({ campo }) => campo)).toEqual([
      ...missing,
      'contact[1].parameter[1]',
      'contact[2].phone',
      'contact[2].parameter[1]',
    ])
  })

  it('the query is a query', () => {
    expect(readRequest(fixture('status-query'))).toEqual({
      trans: '50.02',
      codigo: '5c3ca43c-4ece-4018-8667-56384bbe5900',
    })
  })

  it('a contact with its variable is read as it stands', () => {
    const text = emkt(fields() + fixture('contact').replace('<phone>', '<phone>11987554321'))
    expect(readRequest(text)).toMatchObject({
      dispatch: { contacts: [{ phone: '11987554321', parameters: ['Maria'] }] },
    })
  })
})

describe('a request', () => {
  it('may be in upper case and leave types out', () => {
    const text = `<MAIN><EMKT TRANS="50.01"><REMETENTE>r</REMETENTE><NAMESPACE>n</NAMESPACE>
      <ELEMENT_NAME>e</ELEMENT_NAME><CONTACT><PHONE>5511987554321</PHONE>
      <COMPONENT><PARAMETER>Ana</PARAMETER></COMPONENT></CONTACT></EMKT></MAIN>`
    expect(readRequest(text)).toMatchObject({
      dispatch: { contacts: [{ phone: '11987554321', parameters: ['Ana'] }] },
    })
  })

  it('may have several body components, whose parameters follow each other', () => {
    const component = (text: string) =>
      `<component type="body"><parameter type="text">${text}</parameter></component>`
    expect(readRequest(contact(phone + component('1') + component('2')))).toMatchObject({
      dispatch: { contacts: [{ parameters: ['1', '2'] }] },
    })
  })

  it('is the same again after it has been written', () => {
    fc.assert(
      fc.property(anyDispatch, (dispatch) => {
        expect(readRequest(renderDispatch(dispatch))).toEqual({ trans: '50.01', dispatch })
      }),
    )
    fc.assert(
      fc.property(anyText, (codigo) => {
        expect(readRequest(renderStatusQuery(codigo))).toEqual({ trans: '50.02', codigo })
      }),
    )
  })

  it('is written as the seed writes it', () => {
    const values = [remetente, 'abc123', namespace, 'alerta1', '11987554321', 'Maria', '2133334444', 'José']
    const seed = filled('dispatch-full', ...values).replace('(...)', '')
    const written = renderDispatch({
      remetente,
      identificador: 'abc123',
      namespace,
      elementName: 'alerta1',
      contacts: [
        { phone: '11987554321', parameters: ['Maria'] },
        { phone: '2133334444', parameters: ['José'] },
      ],
    })
    const declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    expect(written).toBe(declaration + seed.replace(/\s+(?=<)/g, '').trim())
    const query = fixture('status-query')
      .replace(/\s+(?=<)/g, '')
      .trim()
    expect(renderStatusQuery('5c3ca43c-4ece-4018-8667-56384bbe5900')).toBe(declaration + query)
  })
})

describe('a request that is refused', () => {
  it.each([
    ['no main', '<emkt trans="50.01"/>', 'main'],
    ['no emkt', '<main/>', 'main'],
    ['two emkt', `<main><emkt trans="50.02"><codigo>1</codigo></emkt><emkt/></main>`, 'emkt'],
    ['no trans', emkt('', ''), 'trans'],
    ['a trans we do not know', emkt('', ' trans="11.05"'), 'trans'],
    ['no codigo', emkt('<codigo> </codigo>', ' trans="50.02"'), 'codigo'],
    ['two senders', emkt(`${fields()}<remetente>s</remetente><contact>${phone}</contact>`), 'remetente'],
    ['no contact', emkt(fields()), 'contact'],
    ['a contact with two phones', contact(phone + phone), 'contact[1].phone'],
    ['a phone without DDD', contact('<phone>987554321</phone>'), 'contact[1].phone'],
    ['a parameter outside its component', contact(`${phone}<parameter>Ana</parameter>`), 'contact[1]'],
    ['a name that is none of ours', contact(`${phone}<componente/>`), 'contact[1]'],
    ['another within a component', contact(`${phone}<component><text>Ana</text></component>`), 'contact[1]'],
    ['a text beside its parameters', contact(`${phone}<component>Ana</component>`), 'contact[1]'],
    [
      'an element within a parameter',
      contact(`${phone}<component><parameter>Oi <b>Ana</b></parameter></component>`),
      'contact[1]',
    ],
    ['a header', contact(`${phone}<component type="header"/>`), 'contact[1].component'],
    [
      'an image',
      contact(`${phone}<component type="body"><parameter type="image">x</parameter></component>`),
      'contact[1].parameter[1]',
    ],
  ])('with %s', (_title, text, campo) => {
    expect(problemsOf(text).map((problem) => problem.campo)).toEqual([campo])
  })

  it.each(['12345678901234', 'campanha 1', 'promoção', 'a-b'])(
    'for the identificador %s',
    (identificador) => {
      const text = emkt(
        `${fields()}<identificador>${identificador}</identificador><contact>${phone}</contact>`,
      )
      expect(problemsOf(text)).toEqual([
        { campo: 'identificador', mensagem: 'deve ter até 13 caracteres, só letras sem acento e números' },
      ])
    },
  )

  it('names the contact by its number and the type by its name, and repeats no phone', () => {
    const text = emkt(
      `${fields()}<contact>${phone}</contact><contact><phone>1198755432123</phone>` +
        '<component type="button"/><component type="11987554321"/></contact>',
    )
    expect(problemsOf(text)).toEqual([
      {
        campo: 'contact[2].phone',
        mensagem: 'o telefone do contato 2 deve ter DDD + número, 10 ou 11 dígitos, como em 11987554321',
      },
      {
        campo: 'contact[2].component',
        mensagem: 'o contato 2 tem um componente do tipo "button": só existe o tipo "body"',
      },
      {
        campo: 'contact[2].component',
        mensagem: 'o contato 2 tem um componente do tipo desconhecido: só existe o tipo "body"',
      },
    ])
  })

  it('names the first 50 problems', () => {
    expect(problemsOf(emkt(fields() + '<contact/>'.repeat(1_000)))).toHaveLength(50)
  })

  it('is one that is no XML, or too much of it', () => {
    expect(() => readRequest('to=5511987554321')).toThrow(InvalidXmlError)
    const text = contact(phone)
    expect(() => readRequest(text, { maxLength: text.length })).not.toThrow()
    expect(() => readRequest(text, { maxLength: text.length - 1 })).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    )
  })
})

it('10,000 contacts are one request', () => {
  const contacts = Array.from({ length: 10_000 }, (_, n) => ({
    phone: `119${String(n).padStart(8, '0')}`,
    parameters: ['João & Maria', `R$ ${n},00`],
  }))
  const dispatch = { remetente, namespace, elementName: 'alerta1', contacts }
  expect(readRequest(renderDispatch(dispatch))).toEqual({ trans: '50.01', dispatch })
})
