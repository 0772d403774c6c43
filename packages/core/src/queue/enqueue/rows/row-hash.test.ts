import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { recipientKey } from '../../../message/index.js'
import { rowHasher } from './row-hash.js'

const secret = Buffer.alloc(32, 7)
const of = (message: { readonly to: string }, nth?: number) =>
  rowHasher(secret).of({ to: message.to, text: JSON.stringify(message) }, nth)

test('a mark is that of person and content with the person as it is compared, whatever stands before it', () => {
  // A name that says what the field would say.
  const message = {
    category: 'x","to":"5511987654321',
    to: '5511987654321',
    namespace: 'n',
    elementName: 'e',
  }
  const person = recipientKey(message.to)
  expect(person).not.toBe(message.to)
  const keyed = (text: string) => hash('sha256', `${secret.toString('base64url')}\n${text}`, 'buffer')
  const content = keyed(`1\n${JSON.stringify({ ...message, to: person })}`)
  expect(of(message)).toEqual(Buffer.concat([keyed(`to\n${person}`).subarray(0, 7), content.subarray(0, 6)]))
})

test('the ways to write one person are one mark; another content, and the next of its equals, are others', () => {
  const message = { to: '5511987654321', namespace: 'n', elementName: 'e' }
  expect(of({ ...message, to: '551187654321' })).toEqual(of(message))
  const others = [of({ ...message, elementName: 'f' } as typeof message), of(message, 2)]
  for (const other of others) {
    expect(other).not.toEqual(of(message))
    expect(other.subarray(0, 7)).toEqual(of(message).subarray(0, 7))
  }
})
