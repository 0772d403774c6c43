import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainJson, plainText } from './plain-text.js'

test.each([
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b]0;title\u0007text', 'text'],
  ['\u001b]52;c;cm0gLXJm\u001b\\text', 'text'],
  ['\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007', 'link'],
  ['\u009b2Jgone', 'gone'],
  ['\u001bc reset', ' reset'],
  ['over\r\b\bwritten', 'overwritten'],
  ['\u202egnp.exe', 'gnp.exe'],
  ['a\u2066b\u2069c\u200f', 'abc'],
  ['two\nlines\tand a tab, João 👍🏽', 'two\nlines\tand a tab, João 👍🏽'],
])('%j is shown as %j', (text, shown) => {
  expect(plainText(text)).toBe(shown)
})

test('nothing that is shown has a character that a terminal obeys', () => {
  const unit = fc.oneof(
    fc.string(),
    fc.constantFrom('\u001b', '[', ']', '\u009d', '\u0007', '\u202e', '\\', '\n'),
  )
  fc.assert(
    fc.property(fc.array(unit), (parts) => {
      expect(plainText(parts.join(''))).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u)
    }),
  )
})

test('JSON keeps its value, and has no such character either', () => {
  const value = { a: '\u009b2J\u007f\u202e\u001b[m', b: ['\n'] }
  expect(JSON.parse(plainJson(value))).toEqual(value)
  expect(plainJson(value)).toBe('{"a":"\\u009b2J\\u007f\\u202e\\u001b[m","b":["\\n"]}')
})
