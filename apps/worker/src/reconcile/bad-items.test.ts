import { describe, expect, it } from 'vitest'
import { at, iso, openReconcileFixture, rowAt } from './reconcile-fixture.test.support.js'
import { page, status } from './report-server.test.support.js'

const good = () => rowAt(9, { sent: 9 }, { recipient: '5511900000009' })

describe('an item that does not fit', () => {
  const bad: readonly (readonly [string, () => unknown])[] = [
    ['null', () => null],
    ['a text', () => 'x'],
    ['a list', () => []],
    ['no recipient', () => ({ ...good(), recipient: undefined })],
    ['an empty recipient', () => ({ ...good(), recipient: '' })],
    ['a recipient that is an object', () => ({ ...good(), recipient: {} })],
    ['no template', () => ({ ...good(), elementName: null })],
  ]
  it.each(bad)('costs only itself, and is counted: %s', async (_, item) => {
    const scene = await openReconcileFixture('bad-items')
    await scene.put('m1', 5)
    await scene.put('m2', 9, { to: '5511900000009' })
    scene.server.rows = [rowAt(5, { sent: 6 }), item(), good()]
    expect(await scene.scan()).toMatchObject({ items: 2, badItems: 1, matched: 2, foreign: 0 })
    expect((await scene.status('m1'))?.status).toBe('sent')
    expect((await scene.status('m2'))?.status).toBe('sent')
    expect(JSON.stringify(scene.lines)).not.toMatch(/55119/)
  })

  it('loses only the field that is wrong, where the rest says whose it is', async () => {
    const scene = await openReconcileFixture('bad-items')
    await scene.put('m1', 5)
    const odd = { billable: 'sim', origin: null, operatorName: 7, externalLabel: null, sender: {}, extra: [] }
    scene.server.rows = [rowAt(5, { sent: 6 }, odd)]
    expect(await scene.scan()).toMatchObject({ items: 1, badItems: 0, matched: 1 })
    const state = await scene.status('m1')
    expect(state).toMatchObject({ status: 'sent', timeline: { sent: iso(6) } })
    expect(state).not.toHaveProperty('billable')
  })
})

describe('a date that cannot be', () => {
  const tomorrow = Math.floor(Date.now() / 1_000) + 86_400
  it.each([
    ['missing', undefined],
    ['null', () => null],
    ['zero', 0],
    ['negative', -1],
    ['empty', ''],
    ['a text', 'ontem'],
    ['an object', {}],
    ['tomorrow', tomorrow],
    ['in milliseconds', Date.now()],
  ])('means that it has not come yet: %s', async (_, date) => {
    const scene = await openReconcileFixture('bad-items')
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5, { sent: 6 }, { receivedDate: date, readDate: date })]
    await scene.scan()
    const state = await scene.status('m1')
    expect(state?.status).toBe('sent')
    expect(Object.keys(state?.timeline ?? {})).toEqual(['enqueued', 'sending', 'accepted', 'sent'])
    scene.server.rows = [rowAt(5, { sent: 6, received: 8 })]
    await scene.scan()
    expect(await scene.status('m1')).toMatchObject({
      status: 'received',
      timeline: { sent: iso(6), received: iso(8) },
    })
  })

  it.each([
    ['missing', undefined],
    ['zero', 0],
    ['tomorrow', tomorrow],
  ])('leaves the item to whom it can be of, when it is that of dispatch: %s', async (_, dispatchDate) => {
    const scene = await openReconcileFixture('bad-items')
    await scene.put('m1', 5, { status: 'unknown' })
    scene.server.answers = [status(200, {}, page([rowAt(5, { sent: 6 }, { dispatchDate })]))]
    expect(await scene.scan()).toMatchObject({ matched: 1, foreign: 0, released: 0 })
    expect(await scene.status('m1')).toMatchObject({ status: 'sent', timeline: { sent: iso(6) } })
  })

  it('may be written as text', async () => {
    const scene = await openReconcileFixture('bad-items')
    await scene.put('m1', 5)
    scene.server.rows = [rowAt(5, {}, { sentDate: String(at(6) / 1_000) })]
    await scene.scan()
    expect(await scene.status('m1')).toMatchObject({ status: 'sent', timeline: { sent: iso(6) } })
  })
})

describe('a row that comes twice', () => {
  it('is the second time nobody’s', async () => {
    const scene = await openReconcileFixture('bad-items')
    await scene.put('m1', 5)
    await scene.put('m2', 6, { to: '5511900000009' })
    const row = rowAt(5, { sent: 6, received: 7 })
    scene.server.rows = [row, row]
    expect(await scene.scan()).toMatchObject({ items: 2, matched: 1, foreign: 1 })
    expect(await scene.status('m1')).toMatchObject({
      status: 'received',
      timeline: { sent: iso(6), received: iso(7) },
    })
    expect((await scene.status('m2'))?.status).toBe('accepted')
    expect(await scene.scan()).toMatchObject({ matched: 1, changed: 0 })
  })
})
