import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { body, startSandbox, type TestSandbox } from '../testing/start-sandbox.js'

interface Event {
  readonly type: string
  readonly eventId: string
  readonly userId: string
  readonly eventTimestamp: number
}

describe('the pushing of events', () => {
  let receiver: Server
  let sandbox: TestSandbox
  let events: Event[]
  let answers: number[]
  let pushUrl: string
  beforeEach(async () => {
    events = []
    answers = []
    receiver = createServer(async (request, reply) => {
      events.push(JSON.parse(await text(request)))
      reply.writeHead(answers.shift() ?? 200).end()
    })
    await once(receiver.listen(0, '127.0.0.1'), 'listening')
    const { port } = receiver.address() as AddressInfo
    pushUrl = `http://127.0.0.1:${port}/webhooks/hi-broker`
    sandbox = await startSandbox({ pushUrl, timeScale: 1_000_000, now: Date.now })
  })
  afterEach(async () => {
    await sandbox.stop()
    receiver.closeAllConnections()
    receiver.close()
  })

  const truth = async () => (await sandbox.call('GET', '/sandbox/truth')).json.messages

  it('tells each change of each message, with the id of its answer and its recipient', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => sandbox.post(body(n))))
    const changes = {
      Dispatch: 'dispatchDate',
      Sent: 'sentDate',
      Delivered: 'receivedDate',
      Read: 'readDate',
    }
    const expected = async () =>
      (await truth()).flatMap((message: Record<string, number>) =>
        Object.entries(changes)
          .filter(([, date]) => date in message)
          .map(([type, date]) => `${message.upstreamId} ${message.to} ${type} ${message[date]}`),
      )
    const told = () =>
      events.map(
        ({ eventId, userId, type, eventTimestamp }) =>
          `${eventId} ${userId} ${type} ${Math.floor(eventTimestamp / 1_000)}`,
      )
    await expect.poll(async () => [...new Set(told())].sort()).toEqual((await expected()).sort())
    expect(events.length).toBeGreaterThan(new Set(told()).size)
    await expect.poll(async () => (await sandbox.stats()).pushed).toBe(events.length)
  })

  it('tells of failures', async () => {
    await sandbox.stop()
    sandbox = await startSandbox({ pushUrl, timeScale: 1_000_000, now: Date.now, failureShare: 1 })
    await sandbox.post(body())
    await expect
      .poll(() => [...new Set(events.map(({ type }) => type))].sort())
      .toEqual(['Dispatch', 'Failed', 'Sent'])
  })

  it('tells again what was not taken', async () => {
    answers = [503]
    await sandbox.post(body())
    await expect.poll(async () => (await sandbox.stats()).pushed).toBeGreaterThan(1)
    await expect.poll(async () => events.length - (await sandbox.stats()).pushed).toBe(1)
    expect((await sandbox.stats()).pushFailed).toBe(0)
  })

  it('forgets what was to come on a reset', async () => {
    answers = Array(100).fill(503)
    await sandbox.post(body())
    await expect.poll(() => events.length).toBeGreaterThan(0)
    await sandbox.reset()
    const before = events.length
    // Its events are given up after two pauses: those of the first message would have come again by then.
    await sandbox.post(body(1))
    await expect.poll(async () => (await sandbox.stats()).pushFailed).toBeGreaterThan(0)
    expect(new Set(events.slice(before).map(({ userId }) => userId))).toEqual(new Set([body(1).to]))
  })
})
