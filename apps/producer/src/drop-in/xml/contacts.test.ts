import type { Message } from '@disparo/core/internal/message'
import { renderDispatch, type XmlContact } from '@disparo/hi-platform/xml'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { codeOf, openXmlDropIn, query, remetente } from './xml-drop-in.test.support.js'

const door = await openXmlDropIn()
afterAll(() => door.close())
const [account] = door.accounts

const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.constantFrom('João', 'R$ 10,00', '<b>&amp;</b>', ']]>', '"\'', '100%+1', 'a=b&c=d', '😀'),
  )
  .map((text) => text.trim())
  // Without what WhatsApp refuses (spaces, separators of lines), and what XML cannot carry.
  .filter((text) => text !== '' && !/[\p{Cc}\p{Zl}\p{Zp}]| {5}|[\uFFFE\uFFFF]/u.test(text))

const anyContact: fc.Arbitrary<XmlContact> = fc.record({
  phone: fc.constantFrom('11987554321', '1132104321', '55987654321', '2133334444'),
  parameters: fc.array(anyText, { maxLength: 4 }),
})

test('random contacts become as many messages, in order, with the parameters given', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyContact, { minLength: 1, maxLength: 30 }), async (contacts) => {
      const namespace = 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6'
      const reply = await door.ask(renderDispatch({ remetente, namespace, elementName: 'alerta1', contacts }))
      const page = await account.disparo.batchMessages(codeOf(reply))
      const messages = await account.queued(page?.messages.map(({ id }) => id) ?? [])
      expect(messages).toEqual(
        contacts.map(({ phone, parameters }): Message => {
          const texts = parameters.map((text) => ({ type: 'text', text }) as const)
          const components = texts.length > 0 && {
            components: [{ type: 'body', parameters: texts }] as const,
          }
          return { to: `55${phone}`, namespace, elementName: 'alerta1', ...components }
        }),
      )
    }),
    { numRuns: 40 },
  )
})

test('10,000 contacts go in one request, and one query answers for all in their order', async () => {
  const phones = Array.from({ length: 10_000 }, (_, n) => `119${String(90_000_000 - n)}`)
  const contacts = phones.map((phone) => ({ phone, parameters: ['Maria', 'R$ 10,00'] }))
  const document = renderDispatch({ remetente, namespace: 'ns', elementName: 'a', contacts })
  const code = codeOf(await door.ask(document))
  expect(await account.disparo.batch(code)).toMatchObject({ total: 10_000, lane: 'bulk' })
  const { answer } = await door.ask(query(code))
  expect(answer.kind === 'items' && answer.items.map(({ telefone }) => telefone)).toEqual(phones)
  expect(answer.kind === 'items' && new Set(answer.items.map(({ status }) => status))).toEqual(
    new Set(['Na fila']),
  )
})

test('one bad contact among 10,000 is found, and nothing is enqueued', async () => {
  const before = await account.waiting()
  const contacts = Array.from({ length: 10_000 }, (_, n) => ({
    phone: '11987554321',
    parameters: [n === 8_765 ? 'x'.repeat(1_025) : 'Maria'],
  }))
  const reply = await door.ask(renderDispatch({ remetente, namespace: 'ns', elementName: 'a', contacts }))
  expect(reply.answer).toMatchObject({
    kind: 'error',
    text: expect.stringContaining('contact[8766].parameter[1]'),
  })
  expect(await account.waiting()).toBe(before)
})
