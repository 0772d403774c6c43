import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepsOfUrlencoded } from './form-fields.js'
import { runYielding } from './run-yielding.js'

const read = (body: Buffer) => runYielding(stepsOfUrlencoded(body))

test('every text comes back as the bytes of its UTF-8', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const body = Buffer.from(new URLSearchParams({ User: 'u', XML: text }).toString())
      const fields = await read(body)
      expect(fields.get('xml')?.toString('utf8')).toBe(text)
      expect(fields.get('user')?.toString('utf8')).toBe('u')
    }),
  )
})

test('every byte comes back, escaped or not, where it does not separate fields', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.infiniteStream(fc.boolean()), async (bytes, escapes) => {
      const written = [...bytes].flatMap((byte) => {
        const means = byte === 0x26 || byte === 0x25 || byte === 0x2b || byte === 0x3d
        const isEscaped = escapes.next().value || means
        return isEscaped ? [...Buffer.from(`%${byte.toString(16).padStart(2, '0')}`)] : [byte]
      })
      const fields = await read(Buffer.from([...Buffer.from('xml='), ...written]))
      expect([...(fields.get('xml') ?? [])]).toEqual([...bytes])
    }),
  )
})

test('what is no escape stays, and a plus is a space', async () => {
  const fields = await read(Buffer.from('XML=100%+%4+%zz%2&pass=%41%'))
  expect(fields.get('xml')?.toString()).toBe('100% %4 %zz%2')
  expect(fields.get('pass')?.toString()).toBe('A%')
  expect((await read(Buffer.from('XML=5%a vista, 5%\n'))).get('xml')?.toString()).toBe('5%a vista, 5%\n')
})

test('a poisonous name is a name, and of too many fields the first count', async () => {
  expect((await read(Buffer.from('__proto__=x&XML=y'))).get('xml')?.toString()).toBe('y')
  const many = Array.from({ length: 100_000 }, (_, at) => `f${at}=`).join('&')
  expect((await read(Buffer.from(many))).size).toBe(100)
})
