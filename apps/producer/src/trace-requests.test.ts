import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter, once } from 'node:events'
import { request as ask } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Tracing } from '@disparo/service/tracing'
import fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { traceRequests } from './trace-requests.js'

const running = new AsyncLocalStorage<string>()
const opened: Parameters<Tracing['openRequest']>[0][] = []
const ended: unknown[] = []

/** Keeps what it is told, and knows a trace by its route. */
const tracing: Pick<Tracing, 'openRequest'> = {
  openRequest: (request) => {
    opened.push(request)
    return { run: (work) => running.run(request.route, work), end: (answer) => void ended.push(answer) }
  },
}

const apps: ReturnType<typeof fastify>[] = []
afterEach(async () => {
  opened.length = 0
  ended.length = 0
  await Promise.all(apps.splice(0).map((app) => app.close()))
})

/** Its one route answers which trace its handler runs in. `onParsing` hears when the body is about to be read. */
async function open(onParsing = () => {}): Promise<string> {
  const app = fastify({ forceCloseConnections: true })
  apps.push(app)
  traceRequests(app, { tracing, accounts: new Map([['loja', {} as never]]) })
  app.addHook('preParsing', async () => void setImmediate(onParsing))
  app.post('/v1/:account/messages', async () => running.getStore() ?? 'no trace')
  app.get('/healthz', async () => running.getStore() ?? 'no trace')
  return app.listen({ host: '127.0.0.1', port: 0 })
}

const route = '/v1/:account/messages'
const json = { 'content-type': 'application/json' }

describe('a traced request', () => {
  it('is handled in its trace, also when its body comes late', async () => {
    const server = new EventEmitter()
    const parsing = once(server, 'parsing')
    const url = await open(() => server.emit('parsing'))
    const request = ask(`${url}/v1/loja/messages`, { method: 'POST', headers: json })
    request.write('{"a":')
    await parsing
    request.end('1}')
    const [response] = await once(request, 'response')
    expect(await text(response)).toBe(route)
  })

  it('is told by its route, its status and its account, and takes over the traceparent', async () => {
    const url = await open()
    const headers = { ...json, traceparent: '00-a-b-01', baggage: 'customer=1' }
    await fetch(`${url}/v1/loja/messages?to=1`, { method: 'POST', headers, body: '{}' })
    expect(opened).toEqual([{ method: 'POST', route, traceparent: '00-a-b-01' }])
    await expect.poll(() => ended).toEqual([{ status: 200, account: 'loja' }])
  })

  it('tells no account that is not known here', async () => {
    const url = await open()
    await fetch(`${url}/v1/5511987650123/messages`, { method: 'POST', headers: json, body: '{}' })
    await expect.poll(() => ended).toEqual([{ status: 200, account: undefined }])
  })

  it('ends once when it is given up', async () => {
    const server = new EventEmitter()
    const parsing = once(server, 'parsing')
    const url = await open(() => server.emit('parsing'))
    const request = ask(`${url}/v1/loja/messages`, { method: 'POST', headers: json })
    request.on('error', () => {})
    request.write('{"a":')
    await parsing
    request.destroy()
    await expect.poll(() => ended.length).toBe(1)
    await apps[0]?.close()
    expect(ended).toEqual([{ status: undefined, account: 'loja' }])
  })

  it('is none that asks for the health, or for what is not there', async () => {
    const url = await open()
    expect(await (await fetch(`${url}/healthz`)).text()).toBe('no trace')
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404)
    expect(opened).toEqual([])
  })
})
