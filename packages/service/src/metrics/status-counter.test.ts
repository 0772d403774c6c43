import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { openStatusCounter } from './status-counter.js'

test('an account has every lane and status at 0 from its first moment, and keeps what is counted when asked for again', async () => {
  const registry = new Registry()
  const statuses = openStatusCounter(registry, { lanes: ['urgent', 'bulk'], statuses: ['sent', 'read'] })
  expect(await registry.metrics()).not.toContain('account=')
  const count = statuses('loja')
  const lines = async () => (await registry.metrics()).split('\n').filter((line) => line.includes('{'))
  expect(await lines()).toEqual([
    'disparo_message_statuses_total{account="loja",lane="urgent",status="sent"} 0',
    'disparo_message_statuses_total{account="loja",lane="urgent",status="read"} 0',
    'disparo_message_statuses_total{account="loja",lane="bulk",status="sent"} 0',
    'disparo_message_statuses_total{account="loja",lane="bulk",status="read"} 0',
  ])

  count({ lane: 'urgent', status: 'read' })
  statuses('loja')({ lane: 'urgent', status: 'read' })
  expect((await lines()).filter((line) => !line.endsWith(' 0'))).toEqual([
    'disparo_message_statuses_total{account="loja",lane="urgent",status="read"} 2',
  ])
})
