import { expect, it } from 'vitest'
import { closestName } from './closest-name.js'

it.each([
  ['aviso_boletto', 'aviso_boleto'],
  ['Aviso_Boleto', 'aviso_boleto'],
  ['promoção', 'promocao'],
  ['telefnoe', 'telefone'],
  ['xyz', undefined],
  ['x', undefined],
  ['', undefined],
])('%s is taken for %s', (name, closest) => {
  expect(closestName(name, ['aviso_boleto', 'promocao', 'telefone'])).toBe(closest)
})

it('of names equally near the first is told, and the nearest of all', () => {
  expect(closestName('aviso1', ['aviso2', 'aviso3'])).toBe('aviso2')
  expect(closestName('aviso_1', ['aviso_12x', 'aviso_2', 'aviso1'])).toBe('aviso_2')
})

it('a text of any length is compared with nothing', () => {
  expect(closestName('a'.repeat(100_000), ['a'.repeat(100_000)])).toBeUndefined()
})
