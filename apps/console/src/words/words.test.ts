import { failureCodes, failureKey } from '@disparo/api'
import { expect, test } from 'vitest'
import { words as en } from './en.js'
import { more as enMore } from './en-more.js'
import { counted, formatOf } from './format.js'
import { words as ptBR } from './pt-BR.js'
import { more as ptBRMore } from './pt-BR-more.js'
import { preferredLanguage } from './words.js'

/** Every text by its path; functions with the number of their arguments. */
function texts(part: unknown, path: string): [string, string][] {
  if (typeof part === 'string') return [[path, 'text']]
  if (typeof part === 'function') return [[path, `function of ${part.length}`]]
  return Object.entries(part as object).flatMap(([name, inner]) => texts(inner, `${path}.${name}`))
}

test('both languages have the same words, and none is empty', () => {
  expect(texts({ ...en, ...enMore }, '').toSorted()).toEqual(texts({ ...ptBR, ...ptBRMore }, '').toSorted())
  expect(JSON.stringify([en, enMore, ptBR, ptBRMore])).not.toMatch(/:""/)
})

test('every failure that the service knows is told in the language of the screen, and others as those of their kind', () => {
  const { failures } = ptBRMore
  for (const code of Object.keys(failureCodes)) expect(failures).toHaveProperty([code])
  expect(
    ['131026', '139999', 'http-400-3f9a2c', 'http-418', 'http-599', 'xml-7', 'new'].map((code) =>
      failureKey(code, failures),
    ),
  ).toEqual(['131026', 'meta', 'http-400', 'http-400', 'http-500', 'xml-error', 'other'])
})

test('the labels that people know are exactly these', () => {
  const { nav } = ptBR
  expect([nav.campaigns, nav.newCampaign, nav.messages, nav.doubts, nav.accountState]).toEqual([
    'Campanhas',
    'Nova campanha',
    'Mensagens',
    'Em dúvida',
    'Conta',
  ])
})

test('the language is the chosen one, else the first of the browser that there is, else Portuguese', () => {
  expect(preferredLanguage('en', ['pt-BR'])).toBe('en')
  expect(preferredLanguage(null, ['de-DE', 'en-GB', 'pt-BR'])).toBe('en')
  expect(preferredLanguage('xx', ['pt'])).toBe('pt-BR')
  expect(preferredLanguage(null, [])).toBe('pt-BR')
})

test('phones are masked but for what tells them apart', () => {
  const { maskedPhone, phone } = formatOf('pt-BR')
  expect(maskedPhone('5511987651234')).toBe('+55 11 9****-1234')
  expect(maskedPhone('551134561234')).toBe('+55 11 3***-1234')
  expect(maskedPhone('14155550123')).toBe('+*******0123')
  expect(phone('5511987651234')).toBe('+55 11 98765-1234')
})

test('a moment of another year says the year', () => {
  const { moment } = formatOf('pt-BR')
  const now = Date.parse('2026-11-30T12:00:00')
  expect(moment('2026-11-30T09:05:00', now)).toBe('09:05')
  expect(moment('2026-01-02T09:05:00', now)).toBe('02/01, 09:05')
  expect(moment('2025-12-31T09:05:00', now)).toBe('31/12/2025, 09:05')
})

test('durations and shares are short, and a small share is not zero', () => {
  const { duration, percent } = formatOf('pt-BR')
  expect([0, 40_000, 180_000, 4_800_000, 7_200_000].map(duration)).toEqual([
    '0 s',
    '40 s',
    '3 min',
    '1 h 20 min',
    '2 h',
  ])
  expect(percent(0.004)).toBe('0,4%')
  expect(percent(0.615)).toBe('62%')
})

test('one is one, and nothing is many', () => {
  expect(['0', '1', '2', '1.001'].map((count) => counted(count, 'linha', 'linhas'))).toEqual([
    ...['0 linhas', '1 linha', '2 linhas', '1.001 linhas'],
  ])
})
