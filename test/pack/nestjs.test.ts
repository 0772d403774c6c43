import { beforeAll, expect, inject, it } from 'vitest'
import { type FreshProject, freshProject } from './fresh-project.js'

let project: FreshProject
const env = { REDIS_URL: `${inject('redisUrl')}/5`, DISPARO_ACCOUNT: `nestjs-${process.pid}` }
beforeAll(async () => {
  project = await freshProject({ from: 'examples/nestjs' })
  return project.remove
})

it('passes its own tests by Jest, with the fake and with a Redis', async () => {
  const said = await project.run('npm', ['test', '--', '--json', '--runInBand'], env)
  expect(JSON.parse(said.slice(said.indexOf('{')))).toMatchObject({ success: true, numPassedTests: 6 })
})

it('builds, starts, sends, is healthy, and ends when asked to', async () => {
  await project.run('npm', ['run', 'build'])
  const app = await project.start(env)
  const order = { number: '4711', phone: '+55 11 90000-0001', amount: 'R$ 10' }
  const sent = await fetch(`${app.url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  expect(sent.status).toBe(202)
  expect(await (await fetch(`${app.url}/health`)).json()).toEqual({ status: 'ok' })
  expect((await app.stop('SIGTERM')).signal ?? 'SIGTERM').toBe('SIGTERM')
})

it('answers 503 while there is no Redis', async () => {
  const app = await project.start({ ...env, REDIS_URL: 'redis://127.0.0.1:1' })
  expect((await fetch(`${app.url}/health`)).status).toBe(503)
})
