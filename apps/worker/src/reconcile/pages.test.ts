import { describe, expect, it } from 'vitest'
import { openReconcileFixture, type ReconcileFixture, rowAt } from './reconcile-fixture.test.support.js'
import { type Answer, page, status } from './report-server.test.support.js'

const recipient = (n: number) => String(5511900000000 + n)

/** Messages 1 to `count`, one a second, all of them in the report, two rows a page. */
async function openPages(count: number): Promise<ReconcileFixture> {
  const scene = await openReconcileFixture('pages')
  for (let n = 1; n <= count; n++) await scene.put(`m${n}`, n, { to: recipient(n) })
  scene.server.rowsPerPage = 2
  scene.server.rows = Array.from({ length: count }, (_, n) => row(n + 1))
  return scene
}

const row = (n: number) => rowAt(n, { sent: n }, { recipient: recipient(n) })
const pagesAsked = ({ server }: ReconcileFixture) => server.asked.map(({ pageNumber }) => pageNumber)
const statuses = async ({ status }: ReconcileFixture, count: number) =>
  Promise.all(Array.from({ length: count }, async (_, n) => (await status(`m${n + 1}`))?.status))

describe('a report of many pages', () => {
  it('is read whole, each page once, all for one window that is past', async () => {
    const scene = await openPages(5)
    expect(await scene.scan()).toMatchObject({ pages: 3, items: 5, matched: 5 })
    expect(pagesAsked(scene)).toEqual([1, 2, 3])
    const windows = new Set(scene.server.asked.map(({ startDate, endDate }) => `${startDate} ${endDate}`))
    expect(windows.size).toBe(1)
    expect(scene.server.asked[0]?.endDate).toBeLessThanOrEqual(Date.now() / 1_000)
    expect(await statuses(scene, 5)).toEqual(Array(5).fill('sent'))
  })

  it('is read again when it grows in the meantime', async () => {
    const scene = await openPages(4)
    const thenGrow: Answer = (response, request) => {
      scene.server.answer(response, request)
      // It comes first, so all that was on a page before moves on.
      scene.server.rows.unshift(rowAt(1, {}, { recipient: '5511900000099' }))
    }
    scene.server.answers = [thenGrow]
    expect(await scene.scan()).toMatchObject({ items: 5, matched: 4, foreign: 1 })
    expect(pagesAsked(scene)).toEqual([1, 2, 1, 2, 3])
    expect(await statuses(scene, 4)).toEqual(Array(4).fill('sent'))
  })

  it('is read again when a page in the middle is empty', async () => {
    const scene = await openPages(5)
    const empty = page([], { totalResults: 5, totalPages: 3, pageNumber: 2 })
    scene.server.answers = [scene.server.answer, status(200, {}, empty)]
    expect(await scene.scan()).toMatchObject({ items: 5, matched: 5 })
    expect(pagesAsked(scene)).toEqual([1, 2, 1, 2, 3])
    expect(await statuses(scene, 5)).toEqual(Array(5).fill('sent'))
  })

  it('is read again when it says another number of pages in the middle', async () => {
    const scene = await openPages(5)
    const fewer = page([row(3), row(4)], { totalResults: 5, totalPages: 2, pageNumber: 2 })
    scene.server.answers = [scene.server.answer, status(200, {}, fewer)]
    expect(await scene.scan()).toMatchObject({ items: 5, matched: 5 })
    expect(await statuses(scene, 5)).toEqual(Array(5).fill('sent'))
  })

  it('that never holds still tells what it shows, proves nothing absent, and does not take the whole quota', async () => {
    const scene = await openPages(4)
    await scene.put('lost', 7, { to: '5511900000098', status: 'unknown' })
    const other: Answer = (response, request) => {
      scene.server.rows.push(rowAt(8, {}, { recipient: '5511900000099' }))
      scene.server.answer(response, request)
    }
    scene.server.answers = Array(20).fill(other)
    expect(await scene.scan()).toMatchObject({ matched: 2, released: 0 })
    expect(scene.server.asked.length).toBeLessThanOrEqual(8)
    expect(await statuses(scene, 2)).toEqual(['sent', 'sent'])
    expect((await scene.status('lost'))?.status).toBe('unknown')
    scene.server.answers = []
    await scene.scan()
    expect(await statuses(scene, 4)).toEqual(Array(4).fill('sent'))
  })

  it('is begun anew when a page in the middle is refused', async () => {
    const scene = await openPages(5)
    scene.server.answers = [scene.server.answer, status(500)]
    expect(await scene.scan()).toMatchObject({ items: 5, matched: 5 })
    expect(pagesAsked(scene)).toEqual([1, 2, 1, 2, 3])
  })
})
