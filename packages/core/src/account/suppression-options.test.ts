import { expect, test } from 'vitest'
import { SuppressionOptions } from './suppression-options.js'

test('a word that is there already, in another writing, is refused by its place', () => {
  const { error } = SuppressionOptions.safeParse({ words: ['SAIR', 'PARAR', 'sáir!'] })
  expect(error?.issues).toMatchObject([{ path: ['words', 2], message: expect.stringContaining('words.0') }])
  expect(SuppressionOptions.parse({ words: ['SAIR', 'PARAR'] }).words).toEqual(['SAIR', 'PARAR'])
})
