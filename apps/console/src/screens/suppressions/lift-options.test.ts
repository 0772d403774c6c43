import { expect, test } from 'vitest'
import { liftOptions } from './lift-options.js'

const of = (reason: 'opt-out' | 'complaint' | 'legal-list', scope: 'account' | 'all' = 'account') => ({
  reason,
  scope,
})

test('one reason is lifted as itself, also where several sources gave it', () => {
  expect(liftOptions([of('opt-out'), of('opt-out')]).map(({ id }) => id)).toEqual(['account/opt-out'])
})

test('a list of the law, and that of all accounts, are lifted only where they are named', () => {
  const found = [of('opt-out'), of('complaint'), of('legal-list'), of('opt-out', 'all')]
  expect(liftOptions(found)).toEqual([
    { id: 'usual', scope: 'account' },
    { id: 'account/opt-out', ...of('opt-out') },
    { id: 'account/complaint', ...of('complaint') },
    { id: 'account/legal-list', ...of('legal-list') },
    { id: 'all/opt-out', ...of('opt-out', 'all') },
  ])
  expect(liftOptions([of('opt-out'), of('legal-list')]).map(({ id }) => id)).not.toContain('usual')
})
