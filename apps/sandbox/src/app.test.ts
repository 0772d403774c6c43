import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createSandbox } from './app.js'
import { body, startSandbox, type TestSandbox } from './testing/start-sandbox.js'

describe('the sandbox', () => {
  let sandbox: TestSandbox
  afterEach(() => sandbox.stop())

  it('says that it is well to anyone who asks', async () => {
    sandbox = await startSandbox()
    const answer = await sandbox.call('GET', '/healthz', { headers: { authorization: '' } })
    expect(answer).toMatchObject({ status: 200, json: { status: 'OK' } })
  })

  it('answers 404 in JSON to a path it does not have', async () => {
    sandbox = await startSandbox()
    expect(await sandbox.call('GET', '/nowhere')).toMatchObject({ status: 404, json: { status: 'ERROR' } })
  })

  it('closes while requests hang, wait, or keep a connection without asking anything', async () => {
    sandbox = await startSandbox()
    await sandbox.faults([
      { fault: 'hang', to: body(1).to },
      { fault: 'latency', latencyMs: 3_600_000, to: body(2).to },
    ])
    const { hostname, port } = new URL(sandbox.origin)
    const idle = connect(Number(port), hostname)
    await once(idle, 'connect')
    const open = [sandbox.post(body(1)), sandbox.post(body(2))].map((answer) =>
      answer.catch((error) => error),
    )
    while ((await sandbox.stats()).faulted < 2);

    await Promise.all([sandbox.close(), once(idle, 'close')])
    for (const outcome of await Promise.all(open)) expect(outcome).toBeInstanceOf(Error)
    await expect(sandbox.stats()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('needs only credentials, and keeps to the real clock', async () => {
    sandbox = await startSandbox()
    const own = createSandbox({ username: 'a', password: 'b' })
    const authorization = `Basic ${Buffer.from('a:b').toString('base64')}`
    const origin = await own.listen({ host: '127.0.0.1', port: 0 })
    const before = Date.now()
    const path = '/platform/whatsappconnect/1.0/api/message/template/sandbox'
    const init = { method: 'POST', headers: { authorization }, body: JSON.stringify(body()) }
    expect((await fetch(origin + path, init)).status).toBe(200)
    const list = await fetch(`${origin}/sandbox/messages`, { headers: { authorization } })
    const { messages } = (await list.json()) as { messages: { arrivedAt: number }[] }
    expect(Math.abs((messages[0]?.arrivedAt ?? 0) - before)).toBeLessThan(5_000)
    await own.close()
  })
})
