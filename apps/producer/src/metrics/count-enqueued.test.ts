import { randomUUID } from 'node:crypto'
import { connect } from '@disparo/core'
import { Registry } from 'prom-client'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { forget } from '../test-support/test-server.js'
import { countEnqueued } from './count-enqueued.js'
import { openProducerMetrics } from './producer-metrics.js'

const account = `count-${randomUUID().slice(0, 8)}`
const library = connect({ redis: inject('redisUrl'), account })
afterAll(async () => {
  await library.close()
  await forget(inject('redisUrl'), account)
})

const message = { to: '5511900000001', namespace: 'ns', elementName: 'aviso' }
let registry: Registry
let disparo: typeof library
beforeEach(() => {
  registry = new Registry()
  disparo = countEnqueued(library, openProducerMetrics(registry))
})

/** What is counted, and not 0. */
const counted = async () =>
  Object.fromEntries(
    (await registry.metrics())
      .replaceAll(`account="${account}",`, '')
      .split('\n')
      .filter((line) => /^disparo_messages/.test(line) && !line.endsWith(' 0'))
      .map((line) => line.split(' ')),
  )

test('an account that nothing was enqueued for has its counters at 0', async () => {
  const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith('disparo_messages'))
  expect(lines.sort()).toEqual([
    `disparo_messages_enqueued_total{account="${account}",lane="bulk",source="batch"} 0`,
    `disparo_messages_enqueued_total{account="${account}",lane="bulk",source="http"} 0`,
    `disparo_messages_enqueued_total{account="${account}",lane="urgent",source="batch"} 0`,
    `disparo_messages_enqueued_total{account="${account}",lane="urgent",source="http"} 0`,
    `disparo_messages_refused_total{account="${account}",source="batch"} 0`,
    `disparo_messages_refused_total{account="${account}",source="http"} 0`,
  ])
})

test('a message is counted in its lane, once for its key', async () => {
  await disparo.send(message, { key: 'a', lane: 'urgent' })
  await disparo.send(message, { key: 'a', lane: 'urgent' })
  await disparo.send(message)
  expect(await counted()).toEqual({
    'disparo_messages_enqueued_total{lane="urgent",source="http"}': '1',
    'disparo_messages_enqueued_total{lane="bulk",source="http"}': '1',
  })
})

test('a message that is not valid is counted as refused, and its error passed on', async () => {
  await expect(disparo.send({ ...message, to: 'nobody' })).rejects.toMatchObject({ code: 'INVALID_MESSAGE' })
  expect(await counted()).toEqual({ 'disparo_messages_refused_total{source="http"}': '1' })
})

test('the rows of a batch are counted while they are stored, and progress is passed on', async () => {
  const rows = Array.from({ length: 1_200 }, (_, index) =>
    index % 100 === 0 ? { ...message, to: 'nobody' } : message,
  )
  const seen: unknown[] = []
  const receipt = await disparo.sendMany(rows, {
    rowsBy: 'place',
    onProgress: (progress) => seen.push([progress.enqueued, progress.rejected]),
  })
  expect(receipt).toMatchObject({ enqueued: 1_188, rejected: 12 })
  expect(seen.at(-1)).toEqual([1_188, 12])
  expect(await counted()).toEqual({
    'disparo_messages_enqueued_total{lane="bulk",source="batch"}': '1188',
    'disparo_messages_refused_total{source="batch"}': '12',
  })
})

test('a batch that breaks off is counted as far as it was stored', async () => {
  const rows = function* () {
    for (let row = 0; row < 1_000; row++) yield message
    throw new Error('no more')
  }
  await expect(disparo.sendMany(rows(), { rowsBy: 'place' })).rejects.toThrow('no more')
  expect(await counted()).toMatchObject({
    'disparo_messages_enqueued_total{lane="bulk",source="batch"}': '1000',
  })
})

test('everything else is the library itself', () => {
  const { send: _, sendMany: __, ...rest } = library
  expect(disparo).toMatchObject(rest)
})
