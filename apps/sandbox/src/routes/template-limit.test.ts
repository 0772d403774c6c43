import { afterEach, describe, expect, it } from 'vitest'
import type { SandboxOptions } from '../sandbox-options.js'
import { body, startSandbox, type TestSandbox } from '../testing/start-sandbox.js'

describe("the template route's limit", () => {
  let sandbox: TestSandbox
  afterEach(() => sandbox.stop())

  async function start(options: Partial<SandboxOptions> = {}) {
    sandbox = await startSandbox({ limit: { max: 3, windowMs: 60_000, kind: 'sliding' }, ...options })
    return sandbox
  }

  async function statuses(count: number, content: unknown = body()) {
    const answers = []
    for (let n = 0; n < count; n += 1) answers.push((await sandbox.post(content)).status)
    return answers
  }

  it('says on every answer what is left and for how many seconds', async () => {
    const { clock, post } = await start()
    const seen = []
    for (const ms of [0, 10_000, 20_500, 20_500, 60_000]) {
      clock.ms = 1_700_000_000_000 + ms
      const { status, headers } = await post(body())
      seen.push([
        status,
        headers['x-rate-limit-limit'],
        headers['x-rate-limit-remaining'],
        headers['x-rate-limit-reset'],
      ])
    }
    expect(seen).toEqual([
      [200, '3', '2', '60'],
      [200, '3', '1', '50'],
      [200, '3', '0', '40'],
      [429, '3', '0', '40'],
      [200, '3', '0', '10'],
    ])
  })

  it('answers 429 with the text of the documentation', async () => {
    await start()
    await statuses(3)
    const answer = await sandbox.post(body())
    expect(answer).toMatchObject({ status: 429, text: 'Too many connections.' })
    expect(await sandbox.stats()).toMatchObject({ accepted: 3, throttled: 1, maxInWindow: 4 })
  })

  it('spends quota on invalid bodies', async () => {
    await start()
    expect(await statuses(4, '{}')).toEqual([400, 400, 400, 429])
  })

  it('holds exactly while requests come at the same time', async () => {
    const { post, stats } = await start({ limit: { max: 20, windowMs: 60_000, kind: 'sliding' } })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => post(body(n))))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(20)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(30)
    expect(await stats()).toMatchObject({ accepted: 20, throttled: 30, maxInWindow: 50, limit: 20 })
  })

  it('is one for each account', async () => {
    const { post } = await start({ configIds: ['a', 'b'] })
    for (let n = 0; n < 3; n += 1) await post(body(n), { configId: 'a' })
    expect((await post(body(), { configId: 'a' })).status).toBe(429)
    expect((await post(body(), { configId: 'b' })).status).toBe(200)
  })

  it('can be one of fixed windows, which let more through around their edge', async () => {
    const { clock } = await start({ limit: { max: 3, windowMs: 60_000, kind: 'fixed' } })
    await statuses(1)
    clock.ms += 59_999
    expect(await statuses(3)).toEqual([200, 200, 429])
    clock.ms += 1
    expect(await statuses(4)).toEqual([200, 200, 200, 429])
    expect(await sandbox.stats()).toMatchObject({ maxInWindow: 7, limit: 3, windowMs: 60_000 })
  })
})
