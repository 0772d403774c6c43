import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { password, startTestServer, user } from '@disparo/producer/test-support'
import { receiveEvents } from '@disparo/service/webhook'
import { afterAll, expect, inject, test } from 'vitest'
import { runCommand } from './run.js'

const door = await startTestServer()
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
const ledgerOptions = { retentionMs: 86_400_000, outbox: false, findable: true }
afterAll(async () => {
  redis.disconnect()
  await door.close()
})

async function run(...args: string[]) {
  const env = {
    ...{ DISPARO_URL: door.url, DISPARO_USER: user },
    ...{ DISPARO_PASSWORD: password, DISPARO_ACCOUNT: door.account },
  }
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), Readable.from([])]
  const code = await runCommand(['webhook', 'unmatched', ...args], { env, stdin, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

test('what the webhook said of no message known is read over HTTP and on the command line, page by page', async () => {
  expect((await run()).out).toBe('Every event has found its message, and every reply could be read.\n')
  const events = [
    { type: 'Read', eventId: 'of-nobody', userId: '5511900000044' },
    { type: 'Sent', eventId: 'x', payload: { text: '\u001b[2J\u202eoi' } },
  ]
  for (const event of events) {
    await receiveEvents({ redis, keys, ledgerOptions }, JSON.stringify(event), Date.now())
  }
  const { status, body } = await door.call('GET', '/webhook/unmatched?limit=1')
  expect(status).toBe(200)
  expect(body).toMatchObject({ total: 2, events: [{ event: events[1] }] })
  const { body: older } = await door.call('GET', `/webhook/unmatched?before=${body.next}`)
  expect(older.events).toMatchObject([{ event: events[0] }])
  expect(older).not.toHaveProperty('next')

  expect(JSON.parse((await run('--json', '--limit', '1')).out)).toEqual(body)
  const { out } = await run()
  expect(out).toMatch(
    /^2 events cannot be used.*:\n {2}\S+ \S+ \S+ {2}no-message {2}{"type":"Sent".*\n {2}\S+ \S+ \S+ {2}no-message {2}{"type":"Read"/,
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none may reach the terminal
  expect(out).not.toMatch(/[\u001b\u202e]/)
  expect((await run('--limit', '1')).out).toContain(`Older ones: --before ${body.next}`)
})

test.each(['limit=0', 'limit=1001', 'before=yesterday', 'after=1'])('%s is refused', async (query) => {
  expect((await door.call('GET', `/webhook/unmatched?${query}`)).status).toBe(400)
})
