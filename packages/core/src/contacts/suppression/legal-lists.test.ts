import { expect, it } from 'vitest'
import { oldLegalLists } from './legal-lists.js'

const now = Date.parse('2026-11-30T12:00:00Z')
const legal = (list: string, listDate: string) => ({ reason: 'legal-list', list, listDate }) as const

it('a list of the law is old once its latest import is of a date too long ago', () => {
  const sources = [
    legal('procon', '2026-10-01'),
    legal('procon', '2026-10-31'),
    legal('perturbe', '2026-10-30'),
    { reason: 'opt-out', list: 'crm', listDate: '2020-01-01' } as const,
    { reason: 'legal-list' } as const,
  ]
  expect(oldLegalLists(sources, { days: 30, now })).toEqual([{ list: 'perturbe', listDate: '2026-10-30' }])
  const imported = { ...legal('procon', '2026-10-01'), import: 'i1' }
  const byHand = legal('procon', '2026-11-30')
  expect(oldLegalLists([imported, byHand], { days: 30, now })).toMatchObject([{ list: 'procon' }])
  expect(oldLegalLists(sources, { days: 60, now })).toEqual([])
})
