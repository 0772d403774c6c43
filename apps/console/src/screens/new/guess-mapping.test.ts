import type { Template } from '@disparo/api'
import { expect, test } from 'vitest'
import { fieldsOf, guessMapping, isOwnForm } from './guess-mapping.js'

const template: Template = {
  name: 'oferta',
  header: { type: 'image' },
  body: 'Olá {{1}}, {{2}} de desconto',
  variables: ['1', '2'],
  buttons: [
    { type: 'reply', text: 'Sair' },
    { type: 'url', text: 'Ver', url: 'https://loja.example/{{1}}' },
  ],
}

test('a template wants what fills its header, its variables and the ends of its links', () => {
  expect(fieldsOf(template, 0).map(({ field }) => field)).toEqual([
    ...['to', 'headerImage', 'body1', 'body2', 'button1', 'reference'],
  ])
  expect(fieldsOf(undefined, 1).map(({ field }) => field)).toEqual(['to', 'body1', 'reference'])
})

test('columns are guessed by their names, whatever their cases and accents, and none twice', () => {
  const columns = ['ID', 'NOME', 'Número do celular', 'Body2']
  expect(guessMapping(fieldsOf(template, 0), { columns, rows: [] })).toEqual({
    to: 'Número do celular',
    body1: 'NOME',
    body2: 'Body2',
  })
})

test('a phone is known by its cells where no name tells', () => {
  const rows = [{ cells: ['Ana', '(11) 98765-0201'] }, { cells: ['Rui', '+55 11 98765 0202'] }]
  expect(guessMapping(fieldsOf(undefined, 0), { columns: ['A', 'B'], rows })).toEqual({ to: 'B' })
})

test('a named variable takes the column of its name', () => {
  const named = { ...template, variables: ['primeiro_nome', 'cidade'] }
  const guessed = guessMapping(fieldsOf(named, 0), { columns: ['Cidade', 'Primeiro_Nome', 'fone'], rows: [] })
  expect(guessed).toMatchObject({ body1: 'Primeiro_Nome', body2: 'Cidade' })
})

test('a file in the form of the API needs no mapping', () => {
  expect(isOwnForm(['to', 'namespace', 'elementName', 'body1'])).toBe(true)
  expect(isOwnForm(['to', 'nome'])).toBe(false)
})
