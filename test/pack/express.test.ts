import { beforeAll, expect, inject, it } from 'vitest'
import { type FreshProject, freshProject } from './fresh-project.js'

let project: FreshProject
beforeAll(async () => {
  project = await freshProject({ from: 'examples/express' })
  await project.run('npm', ['run', 'build'])
  return project.remove
})
const start = (redis: string) =>
  project.start({ REDIS_URL: redis, DISPARO_ACCOUNT: `express-${process.pid}` })
const order = (url: string, body: unknown) =>
  fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const good = { number: '4711', phone: '+55 11 90000-0001', amount: 'R$ 10' }

it('sends once for each order, tells the status, says what is wrong, and ends when asked to', async () => {
  const app = await start(`${inject('redisUrl')}/5`)
  expect((await fetch(`${app.url}/health`)).status).toBe(200)
  const [first, again] = [await order(app.url, good), await order(app.url, good)]
  expect([first.status, again.status]).toEqual([202, 202])
  const { message } = (await first.json()) as { message: string }
  expect(await again.json()).toEqual({ message })
  expect(await (await fetch(`${app.url}/messages/${message}`)).json()).toMatchObject({ status: 'enqueued' })
  expect((await fetch(`${app.url}/messages/none`)).status).toBe(404)

  const bad = await order(app.url, { ...good, number: '4712', phone: '12' })
  expect(bad.status).toBe(422)
  expect(await bad.json()).toMatchObject({ problems: [{ path: 'to' }] })
  expect((await order(app.url, { ...good, number: undefined })).status).toBe(422)
  expect((await order(app.url, { ...good, amount: 'R$ 11' })).status).toBe(409)
  expect(await app.stop('SIGTERM')).toEqual({ code: 0, signal: null })
})

it('answers 503 while there is no Redis', async () => {
  const app = await start('redis://127.0.0.1:1')
  expect((await fetch(`${app.url}/health`)).status).toBe(503)
  expect((await order(app.url, good)).status).toBe(503)
  expect(await app.stop('SIGTERM')).toEqual({ code: 0, signal: null })
})
