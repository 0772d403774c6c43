import { expect, test } from 'vitest'
import { faultFields } from './fault-fields.js'

test('a fault is logged by its name, code and place, and nothing that somebody sent', () => {
  const refused = Object.assign(new Error('5511900000001 is no such thing\n at 5511900000001'), {
    name: 'ReplyError',
    code: 'WRONG',
    command: { name: 'hset', args: ['key', '5511900000001'] },
  })
  const fields = faultFields(new TypeError('5511900000001', { cause: refused }))
  expect(fields).toMatchObject({ name: 'TypeError', cause: 'ReplyError' })
  expect(fields.at?.[0]).toContain('fault-fields.test.ts')
  expect(JSON.stringify([fields, faultFields(refused)])).not.toContain('5511900000001')
  expect(faultFields(refused)).toMatchObject({ name: 'ReplyError', code: 'WRONG' })
})

test('what was thrown and is no error is named by its type', () => {
  expect(faultFields('5511900000001')).toEqual({ name: 'string' })
})
