import { expect, it } from 'vitest'
import { openTemplateCatalogue } from '../templates/index.js'
import { kindOf } from './kind.js'

const message = { namespace: 'ns', elementName: 'aviso' }
const otp = { ...message, components: [{ type: 'otp', parameters: [{ type: 'text', text: '1' }] }] } as const
const catalogueOf = (category?: string) =>
  openTemplateCatalogue([{ name: 'aviso', buttons: [], ...(category && { category }) }])

it.each([
  ['a component with one', otp, undefined, 'bulk', 'otp'],
  ['the same, whatever the catalogue says', otp, 'MARKETING', 'bulk', 'otp'],
  ['the catalogue alone', message, 'AUTHENTICATION', 'bulk', 'otp'],
  [
    'the catalogue before the message',
    { ...message, category: 'UTILITY' },
    'MARKETING',
    'urgent',
    'marketing',
  ],
  ['the same the other way round', { ...message, category: 'MARKETING' }, 'UTILITY', 'bulk', 'other'],
  ['the message, in any case', { ...message, category: 'Marketing' }, undefined, 'urgent', 'marketing'],
  ['a category that nobody knows: the message', { ...message, category: 'UTILITY' }, 'NEW', 'bulk', 'other'],
  [
    'a message that only calls itself one',
    { ...message, category: 'AUTHENTICATION' },
    undefined,
    'bulk',
    'other',
  ],
  ['the lane, for bulk', message, undefined, 'bulk', 'marketing'],
  ['the lane, for urgent', message, undefined, 'urgent', 'other'],
  ['the lane, where a word says nothing', { ...message, category: 'promo' }, undefined, 'bulk', 'marketing'],
] as const)('what a message is for is told by %s', (_, given, category, lane, kind) => {
  expect(kindOf(given, { lane, catalogue: category ? catalogueOf(category) : undefined })).toBe(kind)
})

it('is what the account says where nothing else tells it', () => {
  const uncategorised = { bulk: 'other', urgent: 'marketing' } as const
  expect(kindOf(message, { lane: 'bulk', uncategorised })).toBe('other')
  expect(kindOf(message, { lane: 'urgent', catalogue: catalogueOf(), uncategorised })).toBe('marketing')
})
