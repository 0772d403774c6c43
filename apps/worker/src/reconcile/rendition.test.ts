import { readRendition } from '@disparo/core/internal/ledger'
import { emptyRendition } from '@disparo/core/internal/message'
import { describe, expect, it } from 'vitest'
import {
  at,
  message,
  openReconcileFixture,
  type ReconcileFixture,
  rowAt,
} from './reconcile-fixture.test.support.js'
import type { Row } from './report-server.test.support.js'

const count = 100
const namespace = 'default'
const label = 'black_friday'
const person = (n: number) => String(5511987650000 + n)
const idOf = (n: number) => `5fc2b88a-68da-5e17-b112-d95568d26c25-${n + 1}`
/** Half of those that nobody knows of were taken, and the others were lost. */
const isInDoubt = (n: number) => n % 10 === 3
const isLost = (n: number) => n % 20 === 3

type Write = (row: Row, n: number) => Row
const text = (value: unknown) => String(value ?? '')
const renditions: readonly (readonly [string, Write])[] = [
  ['as it was sent', (row) => row],
  ['another namespace', (row) => ({ ...row, namespace: 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6' })],
  ['no namespace', (row) => ({ ...row, namespace: '' })],
  ['the name in capitals', (row) => ({ ...row, elementName: text(row.elementName).toUpperCase() })],
  ['the label cut', (row) => ({ ...row, externalLabel: text(row.externalLabel).slice(0, 10) })],
  ['the label emptied', (row) => ({ ...row, externalLabel: '' })],
  ['the label in capitals', (row) => ({ ...row, externalLabel: text(row.externalLabel).toUpperCase() })],
  ['recipients without 55', (row) => ({ ...row, recipient: text(row.recipient).slice(2) })],
  [
    'recipients without 55 and the ninth digit',
    (row) => ({ ...row, recipient: text(row.recipient).replace(/^55(\d\d)9/, '$1') }),
  ],
  ['another sender', (row) => ({ ...row, sender: '5511955554444' })],
  ['two senders', (row, n) => ({ ...row, sender: n % 2 === 0 ? '5511955554444' : row.sender })],
  [
    'all of it',
    (row, n) => ({
      ...row,
      namespace: 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6',
      elementName: text(row.elementName).toUpperCase(),
      externalLabel: text(row.externalLabel).slice(0, 10).toUpperCase(),
      recipient: text(row.recipient).replace(/^55(\d\d)9/, '$1'),
      sender: n % 2 === 0 ? '5511955554444' : row.sender,
    }),
  ],
]

async function send(scene: ReconcileFixture, labelOf: (n: number) => string): Promise<void> {
  for (let n = 0; n < count; n++) {
    const known = { ...message, namespace, externalLabel: labelOf(n), to: person(n) }
    await scene.put(idOf(n), n / 4, { ...known, status: isInDoubt(n) ? 'unknown' : 'accepted' })
  }
}

const rows = (labelOf: (n: number) => string, write: Write): Row[] =>
  Array.from({ length: count }, (_, n) => {
    const more = { namespace, externalLabel: labelOf(n), recipient: person(n) }
    return write(rowAt(Math.floor(n / 4) + 1, { sent: Math.floor(n / 4) + 2 }, more), n)
  }).filter((_, n) => !isLost(n))

async function statuses(scene: ReconcileFixture): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (let n = 0; n < count; n++) {
    const status = (await scene.status(idOf(n)))?.status ?? 'none'
    // Here a message that is to be sent again has no job: it fails for that as soon as somebody looks.
    const isReleased = ['enqueued', 'failed'].includes(status)
    const known = isReleased ? 'released' : status
    const key = isLost(n) ? `lost ${known}` : isInDoubt(n) ? `in doubt ${known}` : known
    found[key] = (found[key] ?? 0) + 1
  }
  return found
}

describe('a report that writes otherwise what it is sent', () => {
  it.each(renditions)('shows every status, and what is in doubt once it is learnt: %s', async (_, write) => {
    const scene = await openReconcileFixture('rendition')
    await scene.redis.hset(scene.keys.reportState, {
      skewMs: 0,
      itemsPerMessage: 1,
      sender: '5511912341234',
      senderAt: at(-100),
    })
    await send(scene, () => label)
    scene.server.rows = rows(() => label, write)
    await scene.scan()
    expect(await statuses(scene)).toMatchObject({ sent: 90 })
    await scene.scan()
    // What was lost alone is sent again.
    expect(await statuses(scene)).toEqual({ sent: 90, 'in doubt sent': 5, 'lost released': 5 })
  })

  it.each(renditions)('with unique labels, shows all at once: %s', async (name, write) => {
    const scene = await openReconcileFixture('rendition', { uniqueLabel: true })
    await scene.redis.hset(scene.keys.reportState, { skewMs: 0, sender: '5511912341234', senderAt: at(-100) })
    const labelOf = (n: number) => `${label}~${idOf(n)}`
    await send(scene, labelOf)
    scene.server.rows = rows(labelOf, write)
    await scene.scan()
    const isCut = ['the label cut', 'the label emptied', 'all of it'].includes(name)
    if (isCut) await scene.scan()
    expect(await statuses(scene)).toEqual({ sent: 90, 'in doubt sent': 5, 'lost released': 5 })
  })

  it('is learnt from what is surely accepted, once from each, and shown', async () => {
    const scene = await openReconcileFixture('rendition')
    const write = renditions.at(-1)?.[1] as Write
    await send(scene, () => label)
    scene.server.rows = rows(() => label, write)
    await scene.scan()
    await scene.scan()
    const learnt = await readRendition(scene.redis, scene.keys)
    expect(learnt.senders.map(({ pairs }) => pairs).reduce((sum, pairs) => sum + pairs, 0)).toBe(90)
    expect((await scene.disparo.report()).rendition).toEqual({
      namespaces: [{ sent: 'default', shown: 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6' }],
      elementName: 'other-case',
      label: 'cut:10',
      labelCase: 'other-case',
      recipient: 'without-country',
      senders: expect.arrayContaining(['***********44', '***********34']),
    })
    expect(JSON.stringify(learnt)).not.toContain('98765')
    expect(JSON.stringify(scene.lines)).not.toMatch(/55554444|12341234/)
  })

  it('is not learnt from what is in doubt', async () => {
    const scene = await openReconcileFixture('rendition')
    for (let n = 0; n < 30; n++) {
      await scene.put(`m${n}`, n, { ...message, to: person(n), status: 'unknown' })
    }
    scene.server.rows = Array.from({ length: 30 }, (_, n) => rowAt(n, {}, { recipient: person(n) }))
    await scene.scan()
    expect(await readRendition(scene.redis, scene.keys)).toEqual(emptyRendition)
    expect(await scene.disparo.report()).not.toHaveProperty('sender')
  })
})

describe('a number that nobody knows', () => {
  const own = { sender: '5511912341234' }
  const other = { sender: '5511955554444' }

  async function openDoubt(
    settings: Parameters<typeof openReconcileFixture>[1] = {},
  ): Promise<ReconcileFixture> {
    const scene = await openReconcileFixture('rendition', settings)
    await scene.redis.hset(scene.keys.reportState, { skewMs: 0, ...own, senderAt: at(-100) })
    const externalLabel = settings.uniqueLabel ? `${label}~${idOf(0)}` : label
    await scene.put(idOf(0), 5, { ...message, externalLabel, status: 'unknown' })
    await scene.put('later', 7, { ...message, to: person(1) })
    scene.server.rows = [
      rowAt(6, { sent: 6 }, { ...other, externalLabel }),
      rowAt(8, { sent: 8 }, { ...own, recipient: person(1) }),
    ]
    return scene
  }

  it('proves nothing absent, and is the account’s once what is accepted shows it', async () => {
    const scene = await openDoubt()
    expect(await scene.scan()).toMatchObject({ matched: 1, released: 0 })
    expect((await scene.status(idOf(0)))?.status).toBe('unknown')
    await scene.put('last', 9, { ...message, to: person(2) })
    scene.server.rows.push(rowAt(9, {}, { ...other, recipient: person(2) }))
    expect(await scene.scan()).toMatchObject({ matched: 3, released: 0 })
    expect((await scene.status(idOf(0)))?.status).toBe('sent')
  })

  it('says nothing against the id in a label', async () => {
    const scene = await openDoubt({ uniqueLabel: true })
    expect(await scene.scan()).toMatchObject({ matched: 2, released: 0 })
    expect((await scene.status(idOf(0)))?.status).toBe('sent')
  })
})
