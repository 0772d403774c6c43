import { expect, test } from 'vitest'
import { more } from '../../words/pt-BR-more.js'
import { describeProblem, problemsByRow } from './row-problems.js'

const { problems: words } = more.wizard

test('a problem stands in the cell of its column, whatever the field is called', () => {
  const found = problemsByRow(
    [
      { row: 2, line: 3, path: 'to (column "Telefone")', message: 'must be a phone number' },
      { row: 2, line: 3, path: 'body1', message: 'is missing' },
      { row: 4, line: 5, path: '', message: 'has 5 cells where the header has 6' },
    ],
    ['Nome', 'Telefone', 'body1'],
  )
  expect(found.get(2)).toMatchObject([{ column: 1 }, { column: 2 }])
  expect(found.get(4)).toMatchObject([{ column: -1 }])
})

test('what the service says is told in Portuguese, and what is not known as it is', () => {
  expect(describeProblem('must be a phone number of 8 to 15 digits, best with its country code', words)).toBe(
    words.phone,
  )
  expect(describeProblem('missing variable: a later one is filled', words)).toBe(words.variable)
  expect(describeProblem('has 5 cells where the header has 6: quote cells', words)).toBe(words.cells)
  expect(describeProblem('something new', words)).toBe('something new')
})
