import { EventEmitter, once } from 'node:events'
import { expect, inject, it } from 'vitest'
import { type ClosedError, connect, type Disparo } from './index.js'

const message = { to: '5511987654321', namespace: 'ns', elementName: 'boas_vindas' }
const id = '0193f7a2-5d3c-7e0b-9a55-3f0a7f6b2c11'
const closed = (): Partial<ClosedError> => ({ name: 'ClosedError', code: 'CLOSED' })

/** One of each call; what `Disparo` has and this has not does not compile. */
const calls: Record<
  Exclude<keyof Disparo, 'account' | 'close' | typeof Symbol.asyncDispose>,
  (disparo: Disparo) => Promise<unknown>
> = {
  send: (disparo) => disparo.send(message),
  sendMany: (disparo) => disparo.sendMany([message]),
  mayBegin: (disparo) => disparo.mayBegin({}),
  check: (disparo) => disparo.check([message]),
  sendTest: (disparo) => disparo.sendTest([message], { to: message.to }),
  status: (disparo) => disparo.status(id),
  search: (disparo) => disparo.search({ to: message.to }),
  batch: (disparo) => disparo.batch(id),
  batches: (disparo) => disparo.batches(),
  rescheduleBatch: (disparo) => disparo.rescheduleBatch(id, new Date()),
  changeBatchPace: (disparo) => disparo.changeBatchPace(id, 60),
  renameBatch: (disparo) => disparo.renameBatch(id, 'a name'),
  batchMessages: (disparo) => disparo.batchMessages(id),
  batchSeries: (disparo) => disparo.batchSeries(id),
  batchReasons: (disparo) => disparo.batchReasons(id),
  batchRejected: (disparo) => disparo.batchRejected(id),
  pauseBatch: (disparo) => disparo.pauseBatch(id),
  resumeBatch: (disparo) => disparo.resumeBatch(id),
  cancelBatch: (disparo) => disparo.cancelBatch(id),
  dispatched: (disparo) => disparo.dispatched({ from: new Date(), to: new Date() }),
  accountState: (disparo) => disparo.accountState(),
  gate: (disparo) => disparo.gate(),
  report: (disparo) => disparo.report(),
  callbacks: (disparo) => disparo.callbacks(),
  replayCallbacks: (disparo) => disparo.replayCallbacks(),
  unknown: (disparo) => disparo.unknown(),
  unmatchedEvents: (disparo) => disparo.unmatchedEvents(),
  resolve: (disparo) => disparo.resolve(id, { as: 'resend', by: 'me' }),
  resolveMany: (disparo) => disparo.resolveMany({ ids: [id] }, { as: 'resend', by: 'me' }),
  retry: (disparo) => disparo.retry(id),
  retryBatch: (disparo) => disparo.retryBatch(id),
  suppress: (disparo) => disparo.suppress(message.to),
  suppressMany: (disparo) => disparo.suppressMany([message.to]),
  suppressionsOf: (disparo) => disparo.suppressionsOf(message.to),
  unsuppress: (disparo) => disparo.unsuppress(message.to),
  unsuppressMany: (disparo) => disparo.unsuppressMany({ import: 'i' }),
  suppressions: (disparo) => disparo.suppressions(),
  suppressionCounts: (disparo) => disparo.suppressionCounts(),
  forget: (disparo) => disparo.forget(message.to),
  audit: (disparo) => disparo.audit(),
  noteAct: (disparo) => disparo.noteAct({ action: 'exported' }),
  estimate: (disparo) => disparo.estimate('bulk'),
  templates: (disparo) => disparo.templates(),
  syncTemplates: (disparo) => disparo.syncTemplates(),
  ping: (disparo) => disparo.ping(),
}

it.each([
  ['that answers', inject('redisUrl')],
  ['that is down', 'redis://127.0.0.1:1'],
])('after close every call says so, before a Redis %s', async (_title, redis) => {
  const disparo = connect({ redis, account: 'closed-test' })
  await disparo.close()
  for (const call of Object.values(calls)) await expect(call(disparo)).rejects.toMatchObject(closed())
  await disparo.close()
})

it('what is under way when it is closed says so, too', async () => {
  const disparo = connect({ redis: inject('redisUrl'), account: 'closed-test' })
  const door = new EventEmitter()
  const reading = once(door, 'reading')
  async function* rows() {
    const closed = once(door, 'closed')
    door.emit('reading')
    await closed
    yield message
  }
  const sent = disparo.sendMany(rows())
  await reading
  await disparo.close()
  door.emit('closed')
  await expect(sent).rejects.toMatchObject(closed())
})
