import { describe, expect, it } from 'vitest'
import { parseMessage } from './parse-message.js'

const sound = { to: '11987654321', template: { namespace: 'ns', elementName: 'aviso' } }
const codesOf = (more: object) => {
  const parsed = parseMessage({ ...sound, ...more })
  return parsed.ok ? [] : parsed.problems.map(({ message: _, ...problem }) => problem)
}

describe('what is wrong with a message has a code, and the numbers of its sentence', () => {
  it.each([
    [{ to: '' }, [{ path: 'to', code: 'missing' }]],
    [{ to: undefined }, [{ path: 'to', code: 'missing' }]],
    [{ to: 'Ana' }, [{ path: 'to', code: 'not-a-phone' }]],
    [{ to: '5,5119E+12' }, [{ path: 'to', code: 'phone-scientific' }]],
    [{ to: '987654321' }, [{ path: 'to', code: 'phone-area-code' }]],
    [{ to: '0800 123 4567' }, [{ path: 'to', code: 'phone-service' }]],
    [{ to: '+999 12345678' }, [{ path: 'to', code: 'phone-country-code' }]],
    [{ to: '11987654321; 11987654322' }, [{ path: 'to', code: 'phone-several' }]],
    [{ to: '+1 234' }, [{ path: 'to', code: 'phone-length' }]],
    [{ to: '12025550123', template: 7 }, [{ path: 'template', code: 'wrong-type' }]],
    [{ body: ['a\nb'] }, [{ path: 'body[0]', code: 'line-break' }]],
    [{ body: ['a', 'a\tb'] }, [{ path: 'body[1]', code: 'tab' }]],
    [{ body: ['a     b'] }, [{ path: 'body[0]', code: 'spaces', limit: 4 }]],
    [{ body: ['a\u0000b'] }, [{ path: 'body[0]', code: 'control-character' }]],
    [{ header: { text: 'a'.repeat(61) } }, [{ path: 'header.text', code: 'too-long', limit: 60 }]],
    [
      { body: ['a'.repeat(600), 'b'.repeat(600)] },
      [{ path: 'body', code: 'variables-too-long', limit: 1_024 }],
    ],
    [{ body: Array(501).fill('a') }, [{ path: 'body', code: 'too-many', limit: 500 }]],
    [{ body: 'a' }, [{ path: 'body', code: 'wrong-type' }]],
    [{ header: { image: 'foto' } }, [{ path: 'header.image', code: 'not-a-link' }]],
    [{ header: {} }, [{ path: 'header', code: 'one-of-these' }]],
    [{ buttons: [{ coupon: 'a' }, { coupon: 'b' }] }, [{ path: 'buttons[1]', code: 'second-of-kind' }]],
    [{ buttons: [{ url: 'a', index: 12 }] }, [{ path: 'buttons[0].index', code: 'out-of-range', limit: 9 }]],
    [{ metadata: { a: 'b'.repeat(600) } }, [{ path: 'metadata', code: 'too-long', limit: 512 }]],
    [{ nome: 'Ana' }, [{ path: 'nome', code: 'unknown-field' }]],
    [{ template: { namespace: 'ns' } }, [{ path: 'template.elementName', code: 'missing' }]],
  ])('%j', (more, problems) => {
    expect(codesOf(more)).toEqual(problems)
  })
})
