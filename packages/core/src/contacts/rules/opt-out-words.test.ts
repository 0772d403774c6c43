import { expect, it } from 'vitest'
import { SuppressionOptions } from '../../account/index.js'
import { optOutWords } from './opt-out-words.js'

const { words } = SuppressionOptions.parse({})

it.each([
  'SAIR',
  'sair',
  ' Sair.\n',
  'SAIR!!!',
  '*Sair*',
  '“sair”',
  'S.A.I.R.',
  'sair 🙏🏽',
  'Pare️',
  'ｓｔｏｐ',
  'saïr',
  'descadastrar',
  'sa\u200bir',
])('%j asks for nothing more', (text) => {
  expect(optOutWords(words)(text)).toBe(true)
})

it.each([
  'Não quero sair',
  'sair por favor',
  'pare de enviar',
  'SAIRE',
  'cancelar',
  'ok',
  '',
  '!!!',
  '🛑',
  'sair\nobrigado',
  `sair${' '.repeat(1_024)}`,
])('%j does not', (text) => {
  expect(optOutWords(words)(text)).toBe(false)
})

it('an account may have words of its own, with several parts and accents', () => {
  expect(optOutWords(['Não  quero', 'CANCELAR'])('nao quero')).toBe(true)
  expect(optOutWords(['Não quero', 'CANCELAR'])('Cancelar')).toBe(true)
  expect(optOutWords(['Não quero', 'CANCELAR'])('SAIR')).toBe(false)
})
