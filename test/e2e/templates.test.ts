import { request } from 'undici'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { authorizationOf } from '../stack/service-user.js'
import { type Stack, startStack } from '../stack/start-stack.js'
import { patience } from './patience.test.support.js'

const [refusing, warning] = [`refuse-${process.pid}`, `warn-${process.pid}`] as const
const template = (status = 'APPROVED') => ({
  name: 'aviso',
  language: 'pt_BR',
  category: 'UTILITY',
  status,
  components: [{ type: 'BODY', text: 'Olá {{1}}, o pedido {{2}} saiu' }],
})
const message = (...body: string[]) => ({
  to: '5511987654321',
  template: { namespace: 'default', elementName: 'aviso' },
  body,
})

let stack: Stack
beforeAll(async () => {
  stack = await startStack({
    names: [refusing, warning],
    account: ({ url }, name) => ({
      templates: {
        broker: { wabaId: '1029', baseUrl: `${url}/hsmservices/api` },
        enforce: name === refusing ? 'refuse' : 'warn',
      },
    }),
    env: {
      sandbox: { SANDBOX_TEMPLATES: JSON.stringify([template()]), SANDBOX_TEMPLATES_ENFORCE: 'true' },
    },
  })
  await vi.waitFor(async () => {
    for (const account of [refusing, warning])
      expect((await ask(account, 'GET', '/templates')).body).toMatchObject({ total: 1, source: 'broker' })
  }, patience)
})
afterAll(() => stack?.stop())

/** What these tests look at in answers of all routes. */
interface Answered {
  readonly id: string
  readonly status?: string
  readonly detail?: string
  readonly warnings?: unknown
  readonly errors?: unknown
  readonly templates?: unknown
}

async function ask(account: string, method: 'GET' | 'POST', path: string, body?: unknown) {
  const answer = await request(`${stack.producer.url}/v1/accounts/${account}${path}`, {
    method,
    headers: {
      authorization: authorizationOf(stack.producer),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  return { status: answer.statusCode, body: (await answer.body.json()) as Answered }
}

const becomes = (account: string, id: string, status: string) =>
  vi.waitFor(async () => {
    const { body } = await ask(account, 'GET', `/messages/${id}`)
    expect(body.status).toBe(status)
    return body
  }, patience)

it("what Hi Broker's list refuses is kept from Hi Platform, and what fits is sent", async () => {
  expect((await ask(refusing, 'POST', '/messages', message('Ana'))).status).toBe(422)
  const { status, body } = await ask(refusing, 'POST', '/messages', message('Ana', '7'))
  expect(status).toBe(202)
  await becomes(refusing, body.id, 'accepted')
  expect(await stack.sandbox.stats()).toMatchObject({ accepted: 1, rejected: 0 })
})

it('a message that is sent all the same is told, and Hi Platform refuses it in its own words', async () => {
  const { status, body } = await ask(warning, 'POST', '/messages', message('Ana'))
  expect(status).toBe(202)
  expect(body.warnings).toMatchObject([
    { path: 'body', message: expect.stringContaining('has 2: {{1}}, {{2}}') },
  ])
  const { detail } = await becomes(warning, body.id, 'rejected')
  expect(detail).toContain('132000')
})

it('a template that is paused is known once it is asked for, by every producer', async () => {
  const told = await request(`${stack.sandbox.url}/sandbox/templates`, {
    method: 'POST',
    headers: {
      authorization: authorizationOf({ user: stack.sandbox.username, password: stack.sandbox.password }),
    },
    body: JSON.stringify({ templates: [template('PAUSED')], enforce: true }),
  })
  expect(told.statusCode).toBe(200)
  await told.body.dump()
  const sync = await ask(refusing, 'POST', '/templates/sync')
  expect(sync.body).toMatchObject({ synced: true, total: 1 })
  const refused = await ask(refusing, 'POST', '/messages', message('Ana', '7'))
  expect(refused.body.errors).toMatchObject([
    { path: 'template.elementName', message: expect.stringContaining('which is PAUSED') },
  ])
})

it('a list that cannot be read leaves the former one in force, and is told', async () => {
  await stack.sandbox.process.stop()
  const sync = await ask(refusing, 'POST', '/templates/sync')
  expect(sync.body).toMatchObject({
    ...{ synced: false, pending: false, total: 1 },
    failure: { message: expect.stringContaining('connection-refused') },
  })
  expect((await ask(refusing, 'GET', '/templates?status=paused')).body.templates).toMatchObject([
    { name: 'aviso', variables: ['1', '2'] },
  ])
  expect(stack.workers[0]?.output()).toMatch(/"event":"templates:sync-failed".*"reason":"connection-refused"/)
})
