import { expect, it } from 'vitest'
import { openReconcileFixture, rowAt } from './reconcile-fixture.test.support.js'

it('a message that was POSTed with a permit as old as may be is looked for as long as any other', async () => {
  const settings = { requestTimeoutMs: 500, safetyMarginMs: 30_000 }
  const scene = await openReconcileFixture('old-permits', settings)
  await scene.put('late', 5, { status: 'unknown' })
  await scene.sibling(6)
  // Its POST began 30 s after its permit was taken, and it was dispatched 19 s later.
  scene.server.rows.push(rowAt(54, { sent: 55 }))
  expect(await scene.scan()).toMatchObject({ matched: 2, released: 0 })
  expect((await scene.status('late'))?.status).toBe('sent')
})
