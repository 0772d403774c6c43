import { createHmac, randomBytes } from 'node:crypto'
import { beforeAll, expect, inject, it, vi } from 'vitest'
import { type FreshProject, freshProject } from './fresh-project.js'

const key = randomBytes(32)
let project: FreshProject
beforeAll(async () => {
  project = await freshProject({ from: 'examples/callback-receiver' })
  await project.run('npm', ['run', 'build'])
  return project.remove
})

/** As a worker sends it: Standard Webhooks, by hand. */
function callback(url: string, id: string, body: string, signedBody = body): Promise<Response> {
  const seconds = String(Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${signedBody}`).digest('base64')
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...{ 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` },
    },
    body,
  })
}

function eventOf(id: string, status: 'sent' | 'received'): string {
  const at = new Date().toISOString()
  return JSON.stringify({
    type: `message.${status}`,
    timestamp: at,
    data: { id, status, account: 'loja', at, timeline: { [status]: at } },
  })
}

it('takes an event once however often it comes, refuses what is not signed, and ends when asked to', async () => {
  const app = await project.start({
    REDIS_URL: `${inject('redisUrl')}/5`,
    CALLBACK_SECRET: `whsec_${key.toString('base64')}`,
  })
  const lines: string[] = []
  app.onLine((line) => lines.push(line))
  const id = `m-${process.pid}`
  const call = (event: string, status: 'sent' | 'received') =>
    callback(app.url, `loja-${process.pid}-${event}`, eventOf(id, status))
  for (const [event, status] of [
    ['1', 'sent'],
    ['1', 'sent'],
    ['2', 'received'],
    ['1', 'sent'],
  ] as const)
    expect((await call(event, status)).status).toBe(204)
  await vi.waitFor(() => expect(lines.join('\n')).toContain('message.received'), 60_000)
  expect(lines.map((line) => line.trim())).toEqual([`message.sent ${id}`, `message.received ${id}`])

  const unknown = JSON.stringify({ type: 'message.admired', timestamp: 'now', data: {} })
  expect((await callback(app.url, 'loja-3', unknown)).status).toBe(204)
  expect((await callback(app.url, 'loja-4', eventOf(id, 'sent'), eventOf(id, 'received'))).status).toBe(400)
  expect((await fetch(app.url, { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(413)
  expect((await fetch(app.url)).status).toBe(405)
  expect(await app.stop('SIGTERM')).toEqual({ code: 0, signal: null })
})
