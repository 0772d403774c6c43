import { recipientKey } from '@disparo/core/internal/message'
import { expect, test } from 'vitest'
import { recipientResolver } from './resolve-recipient.js'

const ana = '5511987654321'
const rui = '5521912345678'

test.each([
  ['5511987654321', ana],
  ['551187654321', ana],
  ['+55 (11) 98765-4321', ana],
  ['005511987654321', ana],
  ['011987654321', ana],
  ['11987654321', ana],
  ['1187654321', ana],
  ['987654321', ana],
  ['87654321', ana],
  ['2112345678', rui],
])('%s is the number of who was sent to', (written, to) => {
  expect(recipientResolver([ana, rui])(written)).toBe(recipientKey(to))
})

test.each(['5521987654321', '21987654321', '7654321', '', 'x', '5187654321'])(
  '%s is the number of somebody else',
  (written) => {
    expect([recipientKey(ana), recipientKey(rui), undefined]).not.toContain(
      recipientResolver([ana, rui])(written),
    )
  },
)

test('what can be two people’s is nobody’s', () => {
  const whose = recipientResolver([ana, '5521987654321'])
  expect(whose('87654321')).toBeUndefined()
  expect(whose('1187654321')).toBe(recipientKey(ana))
})

test('a number that is whole abroad is not one without its country, unless the report leaves that out', () => {
  const [peru, portoAlegre] = ['51987654321', '5551987654321']
  expect(recipientResolver([peru, portoAlegre])(peru)).toBe(peru)
  expect(recipientResolver([peru, portoAlegre], { withoutCountry: true })(peru)).toBeUndefined()
  expect(recipientResolver([peru], { withoutCountry: true })(peru)).toBe(peru)
})
