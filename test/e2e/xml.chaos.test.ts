import type { MessageState } from '@disparo/core'
import { describe, it, vi } from 'vitest'
import type { SandboxTruth } from '../stack/sandbox-client.js'
import type { AppProcess } from '../stack/start-app.js'
import { arrivalsOf, recipient } from './campaign.test.support.js'
import { collectLines, countOf } from './log-lines.test.support.js'
import { patience } from './patience.test.support.js'
import { startScaledStack } from './scaled-stack.test.support.js'

/** Rows of two templates in turn, each for a recipient of its own. */
function campaign(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, n) => `${recipient(n)},avisos,${n % 2 ? 'boleto' : 'lembrete'}`,
  )
  return ['to,namespace,elementName', ...rows].join('\n')
}

const xml = (over: Readonly<Record<string, unknown>> = {}) => ({ transport: 'xml', ...over })

const truthful = ({ readDate, receivedDate, sentDate, failedDate }: SandboxTruth) => {
  if (failedDate !== undefined) return 'failed'
  if (readDate !== undefined) return 'read'
  if (receivedDate !== undefined) return 'received'
  return sentDate === undefined ? 'accepted' : 'sent'
}

/** What we say of each recipient's message, and what is true of it: the code of its request and its status. */
const said = (states: readonly MessageState[]) =>
  states.map(({ to, upstreamId, status }) => `${to} ${upstreamId} ${status}`).toSorted()
const truth = (truths: readonly SandboxTruth[]) =>
  truths.map((each) => `${each.to} ${each.upstreamId} ${truthful(each)}`).toSorted()

describe.concurrent('an account that goes by XML', () => {
  it('sends a campaign in a few requests, whatever the answers look like, and learns what becomes of it', async (test) => {
    const stack = await startScaledStack(test, {
      account: xml({ xml: { groupWaitMs: 3_000 } }),
      // At this speed a message's last status comes 22 s after it was accepted; the first look is after 30.
      env: { sandbox: { SANDBOX_TIME_SCALE: '1000', SANDBOX_FAILURE_SHARE: '0.1' } },
    })
    const { producer, sandbox } = stack
    const expect = test.expect
    await sandbox.setXmlStyle({ case: 'upper', severalRoots: true, successId: true })
    const { id, enqueued } = await producer.importCsv(campaign(250))
    expect(enqueued).toBe(250)
    const counts = async () => (await producer.batch(id))?.counts
    await vi.waitFor(async () => expect(await counts()).toMatchObject({ accepted: 250 }), patience)
    const { xmlSendRequests, accepted, duplicates } = await sandbox.stats()
    expect({ accepted, duplicates }).toEqual({ accepted: 250, duplicates: 0 })
    expect(xmlSendRequests).toBeLessThanOrEqual(25)
    const sent = await sandbox.allTruths()
    expect(new Set(sent.map(({ upstreamId }) => upstreamId)).size).toBe(xmlSendRequests)
    expect(new Set(sent.map(({ identificador }) => identificador)).size).toBe(xmlSendRequests)

    await vi.waitFor(
      async () => expect(said(await producer.batchMessages(id))).toEqual(truth(await sandbox.allTruths())),
      { ...patience, interval: 1_000 },
    )
    const { read = 0, failed = 0 } = (await counts()) ?? {}
    expect(read).toBeGreaterThan(125)
    expect(failed).toBeGreaterThan(5)
    const { xmlStatusThrottled } = await sandbox.stats()
    expect(xmlStatusThrottled).toBe(0)
  })

  it('holds the limit in requests, whatever the number of workers', async (test) => {
    const limit = { max: 10, windowMs: 3_000 }
    const stack = await startScaledStack(test, {
      workers: 2,
      limit,
      account: xml({ safetyMarginMs: 1_000, xml: { groupMax: 5, groupWaitMs: 50 } }),
    })
    const { id } = await stack.producer.importCsv(campaign(150))
    await vi.waitFor(
      async () => test.expect((await stack.producer.batch(id))?.counts).toMatchObject({ accepted: 150 }),
      patience,
    )
    const { maxInWindow, throttled, xmlSendRequests, duplicates } = await stack.sandbox.stats()
    test.expect({ throttled, duplicates }).toEqual({ throttled: 0, duplicates: 0 })
    test.expect(maxInWindow).toBeLessThanOrEqual(limit.max)
    test.expect(xmlSendRequests).toBeGreaterThanOrEqual(30)
  })

  it('has all messages of a request unknown whose worker was killed, and sends none of them again', async (test) => {
    const stack = await startScaledStack(test, {
      workers: 2,
      account: xml({ requestTimeoutMs: 60_000 }),
      env: { worker: { WORKER_LOCK_MS: '5000' } },
    })
    const { producer, sandbox, workers } = stack
    const expect = test.expect
    const [unlucky, witness] = workers as [AppProcess, AppProcess]
    // Accepted at once, answered late: in between upstream has them, and we do not know it.
    await sandbox.setFaults([{ fault: 'latency', latencyMs: 8_000, on: 'xml-send' }])
    const lines = collectLines([witness])
    const { id } = await producer.importCsv(campaign(400))
    await vi.waitFor(async () => expect((await sandbox.stats()).accepted).toBe(400), {
      ...patience,
      interval: 50,
    })
    await unlucky.kill()
    await vi.waitFor(async () => {
      const { sending = 1, enqueued = 1 } = (await producer.batch(id))?.counts ?? {}
      expect({ sending, enqueued }).toEqual({ sending: 0, enqueued: 0 })
    }, patience)
    const { accepted = 0, unknown = 0 } = (await producer.batch(id))?.counts ?? {}
    expect(accepted + unknown).toBe(400)
    expect(unknown).toBeGreaterThan(0)
    await vi.waitFor(() => expect(countOf(lines, 'message:unknown')).toBe(unknown), patience)
    const arrivals = await arrivalsOf(stack)
    expect(new Set(arrivals).size).toBe(arrivals.length)
    const codes = (await sandbox.allTruths()).map(({ to, upstreamId }) => [to, upstreamId] as const)
    const codeOf = new Map(codes)
    const inDoubt = (await producer.batchMessages(id)).filter(({ status }) => status === 'unknown')
    const lost = new Set(inDoubt.map(({ to }) => codeOf.get(to)))
    expect(codes.filter(([, code]) => lost.has(code))).toHaveLength(unknown)
  })

  it('is refused at the door what XML cannot carry', async (test) => {
    const { producer } = await startScaledStack(test, { workers: 0, account: xml() })
    const otp = { type: 'otp', parameters: [{ type: 'text', text: '123456' }] }
    const message = { to: recipient(0), namespace: 'avisos', elementName: 'senha', components: [otp] }
    await test.expect(producer.send(message)).rejects.toMatchObject({
      status: 422,
      problem: { errors: [{ path: 'components[0].type' }] },
    })
    const csv = `to,namespace,elementName\n${recipient(0)},avisos,boleto\n+14155552671,avisos,boleto`
    test.expect(await producer.importCsv(csv)).toMatchObject({
      enqueued: 1,
      rejected: 1,
      problems: [{ row: 2, path: 'to' }],
    })
  })
})
