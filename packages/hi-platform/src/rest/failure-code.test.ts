import { expect, test } from 'vitest'
import { failureCode } from './failure-code.js'

test('a code of Meta in the words of upstream outranks the reason', () => {
  expect(failureCode('http-400', '(#132001) Template name does not exist')).toBe('132001')
  expect(failureCode('upstream-failed', '131026 Message undeliverable')).toBe('131026')
})

test('where there is none, the reason is the code: nothing of the words is', () => {
  expect(failureCode('http-400', 'Maria Souza, R$ 1.310,26')).toBe('http-400')
  expect(failureCode('http-400', 'order 21310260')).toBe('http-400')
  expect(failureCode('timeout')).toBe('timeout')
})
