import { connect } from 'node:net'
import type { Observation, SlicedMessage } from '@disparo/core/internal/ledger'
import { expect, inject, onTestFinished, test } from 'vitest'
import { isNews } from './is-news.js'
import {
  message,
  openReconcileFixture,
  type ReconcileFixture,
  rowAt,
  to,
} from './reconcile-fixture.test.support.js'

const accepted: SlicedMessage = {
  ...{ ...message, id: 'm', lane: 'bulk', status: 'accepted', sendingAt: 5, acceptedDate: 6 },
}
const shown: SlicedMessage = {
  ...accepted,
  ...{ status: 'sent', dispatchedAt: 7, sentDate: 8, billable: true, origin: 'API' },
}
const { origin: _, ...unreadable } = shown
const seen: Observation = { id: 'm', dispatchedAt: 7, sentAt: 8, billable: true, origin: 'API' }

test('what is known is no news', () => {
  expect(isNews(shown, seen)).toBe(false)
  expect(isNews({ ...shown, status: 'received', receivedDate: 9 }, seen)).toBe(false)
  expect(isNews({ ...shown, status: 'failed' }, seen)).toBe(false)
})

test.each([
  ['a later status', shown, { ...seen, receivedAt: 9 }],
  ['its first time in the report', accepted, seen],
  ['another dispatch', shown, { ...seen, dispatchedAt: 70 }],
  ['what it costs', { ...shown, billable: false }, seen],
  ['another origin', shown, { ...seen, origin: 'operador' }],
  ['an origin that nobody can read', unreadable, seen],
  [
    'an earlier time that was not known',
    { ...shown, status: 'read', readDate: 20 } as SlicedMessage,
    { ...seen, receivedAt: 9 },
  ],
  ['a doubt that is over', { ...shown, status: 'unknown' } as SlicedMessage, seen],
  [
    'that it was received, though it had failed',
    { ...shown, status: 'failed' } as SlicedMessage,
    { ...seen, receivedAt: 9 },
  ],
])('%s is news', (_, known, observation) => {
  expect(isNews(known, observation)).toBe(true)
})

test('a scan without news writes its own mark, and nothing else', async () => {
  const scene = await openReconcileFixture('no-news')
  for (let n = 0; n < 20; n++) await scene.sibling(n)
  await scene.put('read', 20)
  scene.server.rows = [
    ...scene.server.rows,
    rowAt(20, { sent: 21, received: 22, read: 23 }, { recipient: to }),
  ]
  expect(await scene.scan()).toMatchObject({ matched: 21, changed: 21 })

  const { asked, stop } = await monitor(scene)
  expect(await scene.scan()).toMatchObject({ matched: 21, changed: 0 })
  const lines = await asked()
  stop()
  expect(lines.some((line) => /"hmget" "[^"]+:msg:/i.test(line))).toBe(true)
  expect(
    lines.filter(isWrite).map((line) => /:(slices?:\w+|[a-z]+)/.exec(line.split('"')[3] ?? '')?.[1]),
  ).toEqual(['slices:scanned'])
})

/** But for those of the scanner's lease, quota and state. */
function isWrite(line: string): boolean {
  const isChange = /"(?:h?set|hsetnx|hincrby|rpush|zadd|zrem|xadd|pexpire|persist)"/i.test(line)
  return isChange && !/:report:/.test(line)
}

/** All that Redis is asked for this account, by programs and by scripts. */
async function monitor({ redis, keys }: ReconcileFixture) {
  const { hostname, port, username, password } = new URL(inject('redisUrl'))
  const socket = connect(Number(port || 6379), hostname)
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  onTestFinished(() => void socket.destroy())
  const auth = password ? [`AUTH ${[username, password].filter(Boolean).join(' ')}`] : []
  const commands = [...auth, 'MONITOR']
  socket.write(commands.map((command) => `${command}\r\n`).join(''))
  await expect.poll(() => text.split('+OK').length).toBeGreaterThan(commands.length)
  return {
    stop: () => socket.destroy(),
    asked: async () => {
      await redis.echo('asked-everything')
      await expect.poll(() => text).toContain('asked-everything')
      return text
        .split('\n')
        .filter((line) => line.includes(`"${keys.prefix}:`) && !/ "evalsha" /i.test(line))
    },
  }
}
