import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { body, startSandbox, type TestSandbox } from '../testing/start-sandbox.js'

describe('a fault', () => {
  let sandbox: TestSandbox
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.stop())

  it('of kind status answers it without accepting, and without quota or its headers', async () => {
    await sandbox.faults([{ fault: 'status', status: 503, times: 1 }])
    const faulted = await sandbox.post(body())
    expect(faulted).toMatchObject({ status: 503, json: { status: 'ERROR' } })
    expect(Object.keys(faulted.headers).filter((name) => name.startsWith('x-rate-limit'))).toEqual([])
    expect((await sandbox.post(body())).headers['x-rate-limit-remaining']).toBe('499')
    expect(await sandbox.stats()).toMatchObject({ accepted: 1, faulted: 1, throttled: 0, maxInWindow: 2 })
  })

  it('of kind status takes headers, body and content type from its rule', async () => {
    await sandbox.faults([
      { fault: 'status', status: 429, headers: { 'X-Rate-Limit-Reset': 7 }, times: 1 },
      { fault: 'status', status: 403, body: '<h1>Forbidden</h1>', contentType: 'text/html', times: 1 },
      { fault: 'status', status: 400, body: { erro: ['x'] } },
    ])
    const throttled = await sandbox.post(body())
    expect(throttled).toMatchObject({ status: 429, text: 'Too many connections.' })
    expect(throttled.headers['x-rate-limit-reset']).toBe('7')
    const forbidden = await sandbox.post(body())
    expect(forbidden).toMatchObject({ status: 403, text: '<h1>Forbidden</h1>' })
    expect(forbidden.headers['content-type']).toMatch(/^text\/html/)
    expect(await sandbox.post(body())).toMatchObject({ status: 400, json: { erro: ['x'] } })
  })

  it('of kind latency accepts at once and answers late', async () => {
    await sandbox.faults([{ fault: 'latency', latencyMs: 60_000 }])
    const leaving = new AbortController()
    const answer = sandbox.post(body(), { signal: leaving.signal })
    await arrived(sandbox, { accepted: 1 })
    leaving.abort()
    await expect(answer).rejects.toThrow()
  })

  it('of kind latency still gives the true answer', async () => {
    await sandbox.faults([{ fault: 'latency', latencyMs: 20 }])
    const before = performance.now()
    expect((await sandbox.post(body())).json.status).toBe('OK')
    expect(performance.now() - before).toBeGreaterThanOrEqual(19)
    expect((await sandbox.post('{}')).status).toBe(400)
  })

  it('of kind latency combines with a later one', async () => {
    await sandbox.faults([
      { fault: 'latency', latencyMs: 20 },
      { fault: 'status', status: 502 },
    ])
    const before = performance.now()
    expect((await sandbox.post(body())).status).toBe(502)
    expect(performance.now() - before).toBeGreaterThanOrEqual(19)
  })

  it('of kind drop-before ends the connection without accepting', async () => {
    await sandbox.faults([{ fault: 'drop-before', to: body(1).to }])
    await expect(sandbox.post(body(1))).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
    expect((await sandbox.post(body(2))).status).toBe(200)
    expect(await sandbox.stats()).toMatchObject({ accepted: 1, faulted: 1 })
  })

  it('of kind drop-after accepts, shows in the report, and ends the connection', async () => {
    await sandbox.faults([{ fault: 'drop-after', elementName: 'boleto' }])
    await expect(sandbox.post(body())).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
    sandbox.clock.ms += 1_000
    expect(await sandbox.stats()).toMatchObject({ accepted: 1, messages: 1, faulted: 1 })
    expect((await sandbox.report()).json.data.items[0].recipient).toBe(body().to)
  })

  it('of kind hang never answers and does not accept', async () => {
    await sandbox.faults([{ fault: 'hang' }])
    const leaving = new AbortController()
    const answer = sandbox.post(body(), { signal: leaving.signal })
    await arrived(sandbox, { faulted: 1 })
    leaving.abort()
    await expect(answer).rejects.toThrow()
    expect(await sandbox.stats()).toMatchObject({ accepted: 0 })
  })

  it('for the report leaves templates alone', async () => {
    await sandbox.faults([{ fault: 'status', status: 500, on: 'report', times: 1 }])
    expect((await sandbox.post(body())).status).toBe(200)
    expect((await sandbox.report()).status).toBe(500)
    expect((await sandbox.report()).headers['x-rate-limit-remaining']).toBe('59')
  })

  it('is over when the plan is cleared', async () => {
    await sandbox.faults([{ fault: 'status', status: 500 }])
    await sandbox.faults([])
    expect((await sandbox.post(body())).status).toBe(200)
  })
})

/** Asks until the sandbox has seen the request that is not answered. */
async function arrived(sandbox: TestSandbox, counts: Record<string, number>): Promise<void> {
  for (;;) {
    const stats = await sandbox.stats()
    if (Object.entries(counts).every(([name, count]) => stats[name] === count)) return
  }
}
