import { emptyRendition } from '@disparo/core/internal/message'
import { expect, test } from 'vitest'
import { learnRendition } from './learn-rendition.js'
import { itemOf, messageAt } from './report-items.test.support.js'
import type { TrackedMessage } from './tracked-message.js'

type Shown = Partial<ReturnType<typeof itemOf>>

const pairs = (count: number, sent: Partial<TrackedMessage>, shown: Shown) =>
  Array.from({ length: count }, (_, n) => {
    const message = messageAt(n, sent)
    return { message, item: { ...itemOf(message, { dispatched: n }), ...shown } }
  })
const learnt = (...all: ReturnType<typeof pairs>[]) => learnRendition(emptyRendition, all.flat())

test.each([
  ['black_friday', 'black_friday', 'whole', 'as-sent'],
  ['black_friday', 'BLACK_FRIDAY', 'whole', 'other-case'],
  ['black_friday', 'black', 'cut:5', 'as-sent'],
  ['black_friday', 'BLACK', 'cut:5', 'other-case'],
  ['black_friday', undefined, 'none', undefined],
  ['black_friday', 'natal', 'other', undefined],
  ['2026', '2026', 'whole', undefined],
  [undefined, undefined, undefined, undefined],
])('a label %s that is shown as %s is %s, its case %s', (externalLabel, shown, label, labelCase) => {
  const rendition = learnt(pairs(20, { externalLabel }, { externalLabel: shown }))
  expect([rendition.label.form, rendition.labelCase.form]).toEqual([label, labelCase])
})

test('labels that are shown whole agree with a cut that they are too short for', () => {
  const cut = pairs(10, { externalLabel: 'black_friday' }, { externalLabel: 'black_fr' })
  const whole = (externalLabel: string) => pairs(10, { externalLabel }, { externalLabel })
  expect(learnt(cut, whole('natal')).label.form).toBe('cut:8')
  expect(learnt(cut, whole('white_friday')).label.form).toBeUndefined()
  expect(learnt(whole('natal'), whole('white_friday')).label.form).toBe('whole')
})

test.each([
  ['5511987654321', 'as-sent'],
  ['+55 (11) 98765-4321', 'as-sent'],
  ['551187654321', 'other-ninth-digit'],
  ['11987654321', 'without-country'],
  ['1187654321', 'without-country'],
  ['87654321', 'other'],
])('a recipient that is shown as %s is %s', (recipient, form) => {
  expect(learnt(pairs(20, {}, { recipient })).recipient.form).toBe(form)
})

test('each namespace that is sent has its own', () => {
  const { namespaces } = learnt(
    pairs(20, { namespace: 'default' }, { namespace: 'cd551e83' }),
    pairs(20, { namespace: 'avisos' }, { namespace: 'avisos' }),
    pairs(19, { namespace: 'ofertas' }, { namespace: 'cd551e83' }),
  )
  expect(namespaces.map(({ sent, form }) => [sent, form])).toEqual([
    ['default', 'cd551e83'],
    ['avisos', 'avisos'],
    ['ofertas', undefined],
  ])
})

test('what is kept is bounded, whatever comes', () => {
  const long = 'x'.repeat(65)
  const rendition = learnt(
    pairs(20, { namespace: long }, { namespace: 'a' }),
    pairs(20, { namespace: 'a' }, { namespace: long, sender: long }),
    ...Array.from({ length: 30 }, (_, n) =>
      pairs(1, { namespace: `ns-${n}` }, { namespace: `ns-${n}`, sender: `55119${10_000_000 + n}` }),
    ),
  )
  expect(rendition.namespaces).toHaveLength(20)
  expect(rendition.senders).toHaveLength(20)
  expect(JSON.stringify(rendition)).not.toContain(long)
})

test('a number is the same however it is written', () => {
  const { senders } = learnt(
    pairs(2, {}, { sender: '5511912341234' }),
    pairs(3, {}, { sender: '1112341234' }),
    pairs(1, {}, { sender: '' }),
  )
  expect(senders).toMatchObject([{ number: '1112341234', pairs: 5 }])
})
