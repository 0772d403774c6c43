import type { BatchCheck } from '@disparo/api'
import { expect, test } from 'vitest'
import { describeProblem } from '../../words/describe-problem.js'
import { more } from '../../words/pt-BR-more.js'
import { notesByRow } from './row-notes.js'

const { wizard: words } = more
const saying = { words, number: String, reasonOf: (code: string) => `por ${code}` }

test('a mistake is said by its code and numbers, and one that is not known here as the service says it', () => {
  expect(describeProblem({ code: 'not-a-phone' }, saying)).toBe('não é um telefone: escreva DDD e número')
  expect(describeProblem({ code: 'too-long', limit: 60 }, saying)).toBe(
    'longo demais: no máximo 60 caracteres',
  )
  expect(describeProblem({ code: 'cells', given: 5, wanted: 6 }, saying)).toMatch(
    /^tem 5 células, e o cabeçalho 6/,
  )
  const news = { code: 'something-new' } as unknown as Parameters<typeof describeProblem>[0]
  expect(describeProblem(news, saying, 'says the service')).toBe('says the service')
})

test('what is told of a row stands in its column, or beside its line', () => {
  const notes = notesByRow(
    {
      problems: [
        { row: 2, line: 3, column: 2, path: 'to (column "Fone")', message: 'x', code: 'missing' },
        { row: 2, line: 3, path: '', message: 'x', code: 'cells', given: 1, wanted: 2 },
      ],
      named: {
        suppressed: [{ row: 5, reason: 'suppressed-opt-out' }],
        suspicious: [
          { row: 5, kind: 'blank' },
          { row: 6, kind: 'template-mismatch', code: 'template-variables', given: 1, wanted: 2 },
        ],
      },
    } as unknown as BatchCheck,
    saying,
  )
  expect(notes.get(2)).toMatchObject([{ column: 1, tone: 'bad', text: 'falta preencher' }, { column: -1 }])
  expect(notes.get(5)?.map(({ text }) => text)).toEqual(['por suppressed-opt-out', 'texto em branco'])
  expect(notes.get(6)?.[0]?.text).toBe('preenche 1 variável, e o modelo tem 2')
})
