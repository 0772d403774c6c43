import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { body, startSandbox, type TestSandbox } from '../testing/start-sandbox.js'

describe('people who are sent to', () => {
  let receiver: Server
  let sandbox: TestSandbox
  // biome-ignore lint/suspicious/noExplicitAny: events are of all kinds
  let events: any[]
  beforeEach(async () => {
    events = []
    receiver = createServer(async (request, reply) => {
      events.push(JSON.parse(await text(request)))
      reply.end()
    })
    await once(receiver.listen(0, '127.0.0.1'), 'listening')
    const pushUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
    sandbox = await startSandbox({ pushUrl, timeScale: 1_000_000, now: Date.now })
  })
  afterEach(async () => {
    await sandbox.stop()
    receiver.closeAllConnections()
    receiver.close()
  })

  const { to } = body()
  const tell = (people: unknown) => sandbox.call('PUT', '/sandbox/people', { body: JSON.stringify(people) })
  const answer = (replies: unknown) =>
    sandbox.call('POST', '/sandbox/replies', { body: JSON.stringify(replies) })
  const failed = () => events.filter(({ type }) => type === 'Failed')
  const otp = { components: [{ type: 'otp', parameters: [{ type: 'text', text: '1' }] }] }

  it('fail what comes for them when they have no WhatsApp, and marketing when they have opted out', async () => {
    await tell([
      { phone: to, optedOut: true },
      { phone: body(1).to, undeliverable: true },
    ])
    await sandbox.post(body())
    await sandbox.post(body(1))
    await expect.poll(() => new Set(failed().map(({ errorMessage }) => errorMessage)).size).toBe(2)
    const [first, second] = await sandbox.truth()
    for (const message of [first, second]) expect(message.receivedDate).toBeUndefined()
    expect(failed().find(({ userId }) => userId === to)).toMatchObject({
      eventId: first.upstreamId,
      errorMessage: expect.stringMatching(/^131050 /),
    })
    expect(failed().find(({ userId }) => userId !== to).errorMessage).toMatch(/^131026 /)
  })

  it('get their one-time codes all the same, and everything once they have changed their mind', async () => {
    await tell([{ phone: to, optedOut: true }])
    await sandbox.post({ ...body(), ...otp })
    await tell([{ phone: to, optedOut: false }])
    await sandbox.post(body())
    await expect
      .poll(async () => (await sandbox.truth()).map((one: object) => 'failure' in one))
      .toEqual([false, false])
    expect(failed()).toEqual([])
  })

  it('answer what they were sent last, in any of three forms, or write of their own accord', async () => {
    await sandbox.post(body())
    const [{ upstreamId }] = await sandbox.truth()
    const replied = () => events.filter(({ type }) => type === 'Replied')
    await answer([{ phone: to, text: 'SAIR', at: 1_700_000_000_000 }])
    await answer([{ phone: to, text: 'SAIR', form: 'text' }])
    await answer([{ phone: to, text: 'SAIR', form: 'hidden' }])
    await answer([{ phone: '5511987654321', text: 'Oi' }])
    await expect.poll(() => replied().length).toBe(4)
    const of = (match: object) => expect(replied()).toContainEqual(expect.objectContaining(match))
    of({
      userId: to,
      eventTimestamp: 1_700_000_000_000,
      payload: expect.objectContaining({
        from: to,
        text: { body: 'SAIR' },
        context: { from: '5511912341234', id: upstreamId },
      }),
    })
    of({ payload: 'SAIR', eventId: upstreamId, userId: to })
    of({ payload: { data: { words: 'SAIR' } }, eventId: upstreamId })
    of({ userId: '5511987654321', payload: expect.not.objectContaining({ context: expect.anything() }) })
  })

  it('are not told of what is no list of people, or where nobody listens', async () => {
    expect((await tell([{ phone: 'x' }])).status).toBe(400)
    expect((await answer([{ phone: to }])).status).toBe(400)
    await sandbox.stop()
    sandbox = await startSandbox()
    expect((await answer([{ phone: to, text: 'SAIR' }])).status).toBe(409)
  })
})
