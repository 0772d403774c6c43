import { expect, test } from 'vitest'
import type { ReportItem } from '../rest/index.js'
import { matchReport } from './match-report.js'
import { itemOf, messageAt, START, tolerance } from './report-items.test.support.js'
import { scanWindow, slicesInWindow } from './scan-window.js'
import type { TrackedMessage } from './tracked-message.js'

function readDates(messages: readonly TrackedMessage[], items: readonly ReportItem[]) {
  const { matches } = matchReport(messages, items, tolerance)
  return Object.fromEntries(matches.map(({ id, item }) => [id, item.readDate?.getTime()]))
}

test('the same person getting the same template ten times in a minute gets ten right timelines', () => {
  const messages = Array.from({ length: 10 }, (_, index) => messageAt(index * 6 + 0.7))
  const items = messages.map((message, index) =>
    itemOf(message, { dispatched: index * 6 + (index % 5), sent: index * 6 + 5, read: 100 - index }),
  )
  const read = messages.map(({ id }, index) => [id, START + (100 - index) * 1_000])
  expect(readDates(messages, items.toReversed())).toEqual(Object.fromEntries(read))
})

test('ten in a minute stay right when scans of neighbouring slices overlap', () => {
  const messages = Array.from({ length: 10 }, (_, index) => messageAt(index * 6 + 0.7))
  const items = messages.map((message, index) => itemOf(message, { dispatched: index * 6 + 3, read: index }))
  const sliceMs = 10_000
  const scanned = [0, 1, 2, 3, 4, 5].flatMap((slice) => {
    const n = START / sliceMs + slice
    const window = scanWindow({ first: n, last: n }, { ...tolerance, sliceMs, now: START + 3_600_000 })
    const reach = slicesInWindow(window, { ...tolerance, sliceMs })
    const around = messages.filter(({ sentAt }) => {
      const its = Math.floor(sentAt / sliceMs)
      return its >= reach.first && its <= reach.last
    })
    const shown = items.filter(
      ({ dispatchDate = new Date(0) }) => dispatchDate >= window.startDate && dispatchDate <= window.endDate,
    )
    const own = new Set(
      messages.filter(({ sentAt }) => Math.floor(sentAt / sliceMs) === n).map(({ id }) => id),
    )
    return matchReport(around, shown, tolerance).matches.filter(({ id }) => own.has(id))
  })
  expect(scanned.map(({ id, item }) => [id, item.readDate?.getTime()])).toEqual(
    messages.map(({ id }, index) => [id, START + index * 1_000]),
  )
})

test('one of a thousand identical messages that was never dispatched is the one absent', () => {
  const messages = Array.from({ length: 1_000 }, (_, index) => messageAt(index * 2))
  const items = messages
    .filter((_, index) => index !== 400)
    .map((message) => itemOf(message, { dispatched: (message.sentAt - START) / 1_000 }))
  expect(matchReport(messages, items, tolerance).absent).toEqual(['message-800'])
})

test('a message is found whether the report writes the ninth digit or not', () => {
  const message = messageAt(0)
  const item = { ...itemOf(message, { dispatched: 1 }), recipient: '551187654321' }
  expect(matchReport([message], [item], tolerance).matches).toEqual([{ id: message.id, item }])
})

const differences: readonly (readonly [string, TrackedMessage, Partial<ReportItem>])[] = [
  ['with a label the message does not have', messageAt(0), { externalLabel: 'black_friday' }],
  [
    'without the label the message has',
    messageAt(0, { externalLabel: 'natal' }),
    { externalLabel: undefined },
  ],
  ['in another namespace', messageAt(0), { namespace: 'ofertas' }],
  ['of a template with its name in capitals', messageAt(0), { elementName: 'BOLETO' }],
]

test.each(differences)('an item %s says nothing of a message in doubt', (_title, message, difference) => {
  const item = { ...itemOf(message, { dispatched: 0 }), ...difference }
  expect(matchReport([{ ...message, inDoubt: true }], [item], tolerance)).toEqual({
    matches: [],
    byId: new Set(),
    foreign: 1,
    absent: [message.id],
    confirmed: [],
  })
})

test.each(differences)(
  'an item %s is that of a message known to be accepted, where it is the only one of that person',
  (_title, message, difference) => {
    const item = { ...itemOf(message, { dispatched: 0 }), ...difference }
    const found = {
      ...{ matches: [{ id: message.id, item }], byId: new Set(), foreign: 0 },
      ...{ absent: [], confirmed: [{ message, item }] },
    }
    expect(matchReport([message], [item], tolerance)).toEqual(found)
    const another = itemOf(message, { dispatched: 300 })
    expect(matchReport([message], [{ ...another, ...difference }, item], tolerance).matches).toEqual([])
    const twin = { ...message, id: 'twin', sentAt: message.sentAt + 300_000 }
    expect(matchReport([message, twin], [item], tolerance).matches).toEqual([])
    const elsewhere = { ...message, id: 'other', to: '5521912345678' }
    expect(matchReport([message, elsewhere], [item], tolerance).matches).toEqual(found.matches)
  },
)

test.each([
  ['of another template', messageAt(0), { elementName: 'cupom' }],
  ['dispatched before it was sent', messageAt(10), { dispatchDate: new Date(START + 7_999) }],
  ['dispatched long after', messageAt(0), { dispatchDate: new Date(START + 20_001) }],
])('an item %s is foreign, though it is the only one', (_title, message, difference) => {
  const item = { ...itemOf(message, { dispatched: 0 }), ...difference }
  expect(matchReport([message], [item], tolerance)).toMatchObject({ matches: [], absent: [message.id] })
})

test('what another program sends to the same person hides no item of ours, and teaches nothing', () => {
  const message = messageAt(0)
  const own = { ...itemOf(message, { dispatched: 1 }), namespace: 'cd551e83' }
  const other = { ...own, elementName: 'pesquisa' }
  const { matches, confirmed } = matchReport([message], [other, own], tolerance)
  expect(matches).toEqual([{ id: message.id, item: own }])
  expect(confirmed).toEqual([])
})

test('an item whose namespace the report leaves out is matched, but only where no other fits better', () => {
  const messages = [messageAt(0), messageAt(1)]
  const bare = { ...itemOf(messageAt(0), { dispatched: 0 }), namespace: '' }
  const whole = itemOf(messageAt(1), { dispatched: 1 })
  expect(matchReport(messages, [bare, whole], tolerance).matches).toEqual([
    { id: 'message-0', item: bare },
    { id: 'message-1', item: whole },
  ])
})

test('an item without a dispatch date goes to a message that has no other, and not to one sent after it', () => {
  const messages = [messageAt(0), messageAt(5), messageAt(30)]
  const dated = itemOf(messageAt(0), { dispatched: 0 })
  const undated = itemOf(messageAt(0), { sent: 6 })
  expect(matchReport(messages, [undated, undated, dated], tolerance)).toMatchObject({
    matches: [
      { id: 'message-0', item: dated },
      { id: 'message-5', item: undated },
    ],
    foreign: 1,
    absent: ['message-30'],
  })
})

test('an upstream id decides, whatever the order in time, but never for another recipient', () => {
  const messages = [messageAt(0, { upstreamId: 'a' }), messageAt(1, { upstreamId: 'b' })]
  const late = { ...itemOf(messageAt(0), { dispatched: 90 }), id: 'a' }
  const early = { ...itemOf(messageAt(0), { dispatched: 0 }), id: 'b' }
  const stranger = { ...itemOf(messageAt(0, { to: '5521987654321' }), { dispatched: 0 }), id: 'a' }
  expect(matchReport(messages, [early, late, stranger], tolerance).matches).toEqual([
    { id: 'message-0', item: late },
    { id: 'message-1', item: early },
  ])
})

test('of twins dispatched in the same second, each keeps the dates that were seen before', () => {
  const twin = messageAt(0)
  const dispatchedAt = START + 1_000
  const known = { dispatchedAt, sentDate: START + 1_000 }
  const messages = [
    messageAt(0, { dispatchedAt }),
    messageAt(0.2, known),
    messageAt(0.5, { ...known, receivedDate: START + 3_000 }),
  ]
  const items = [
    itemOf(twin, { dispatched: 1, sent: 2 }),
    itemOf(twin, { dispatched: 1, sent: 1, received: 9 }),
    itemOf(twin, { dispatched: 1, sent: 1, received: 3, read: 40 }),
  ]
  const found = matchReport(messages, items, tolerance).matches.map(({ item }) => item)
  expect(found).toEqual(items)
})

test('twins that differ in a late date only are told apart by it, in whatever order they come', () => {
  const messages = [messageAt(0), messageAt(0.5)]
  const items = [3, 9].map((received) => itemOf(messageAt(0), { dispatched: 1, sent: 1, received }))
  const found = (report: ReportItem[]) =>
    matchReport(messages, report, tolerance).matches.map(({ item }) => item)
  expect(found(items)).toEqual(items)
  expect(found(items.toReversed())).toEqual(items)
})

test('a message whose item has gone takes no other', () => {
  const before = messageAt(0, { dispatchedAt: START })
  const twin = messageAt(1)
  const item = itemOf(twin, { dispatched: 1 })
  expect(matchReport([before], [item], tolerance).absent).toEqual([before.id])
  expect(matchReport([before, twin], [item], tolerance).matches).toEqual([{ id: twin.id, item }])
})
