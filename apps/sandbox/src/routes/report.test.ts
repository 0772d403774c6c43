import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { basic, body, startSandbox, type TestSandbox } from '../testing/start-sandbox.js'

const DAY_MS = 86_400_000

describe('GET reports/hsm', () => {
  let sandbox: TestSandbox
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.stop())

  it('shows an accepted message a moment later, and its statuses as they come', async () => {
    const { clock, post, report } = sandbox
    const acceptedAt = clock.ms / 1_000
    await post({ ...body(), externalLabel: 'black_friday' })
    expect((await report()).json.data.totalResults).toBe(0)

    clock.ms += 200
    const { json } = await report()
    expect(json).toEqual({
      status: 'OK',
      data: { totalResults: 1, totalPages: 1, pageNumber: 1, items: [expect.anything()] },
    })
    expect(json.data.items[0]).toMatchObject({
      sender: '5511912341234',
      recipient: body().to,
      origin: 'API',
      namespace: 'default',
      elementName: 'boleto',
      operatorName: '',
      billable: true,
      externalLabel: 'black_friday',
      dispatchDate: acceptedAt,
    })

    clock.ms += 800
    expect((await report()).json.data.items[0].sentDate).toBeTypeOf('number')
  })

  it('has, a day later, most messages received, many read, and some never', async () => {
    const { clock, post, report } = sandbox
    await Promise.all(Array.from({ length: 200 }, (_, n) => post(body(n))))
    clock.ms += DAY_MS
    const { items } = (await report()).json.data
    const share = (name: string) => items.filter((item: object) => name in item).length / items.length
    expect(share('sentDate')).toBe(1)
    expect(share('receivedDate')).toBeCloseTo(0.95, 1)
    expect(share('readDate')).toBeGreaterThan(0.5)
    expect(share('readDate')).toBeLessThan(share('receivedDate'))
  })

  it('pages, and filters by date, origin and sender', async () => {
    const { clock, post, report } = sandbox
    const start = clock.ms / 1_000
    for (let n = 0; n < 5; n += 1) await post(body(n))
    clock.ms += DAY_MS
    const countOf = async (query: Record<string, string | number>) =>
      (await report(query)).json.data.totalResults
    expect((await report({ pageSize: 2, pageNumber: 3 })).json.data).toMatchObject({
      totalResults: 5,
      totalPages: 3,
      pageNumber: 3,
      items: [expect.anything()],
    })
    expect(await countOf({ startDate: start, endDate: start })).toBe(5)
    expect(await countOf({ startDate: start + 1 })).toBe(0)
    expect(await countOf({ endDate: start - 1 })).toBe(0)
    expect(await countOf({ origin: 'api' })).toBe(5)
    expect(await countOf({ origin: 'operador' })).toBe(0)
    expect(await countOf({ origin: 'supervisor' })).toBe(0)
    expect(await countOf({ origin: 'qualquer' })).toBe(5)
    expect(await countOf({ sender: '5511954325432,5511912341234' })).toBe(5)
    expect(await countOf({ sender: '5511954325432' })).toBe(0)
    expect(await countOf({ sender: '' })).toBe(5)
  })

  it('shows what others have sent, by origin and by sender, where that is asked for', async () => {
    const busy = await startSandbox({ foreignPerMinute: 60 })
    const { clock, post, report, stop } = busy
    await post(body())
    clock.ms += 600_000
    const countOf = async (query: Record<string, string> = {}) => (await report(query)).json.data.totalResults
    const [all, api, operators, supervisors, own] = [
      await countOf(),
      await countOf({ origin: 'api' }),
      await countOf({ origin: 'operador' }),
      await countOf({ origin: 'supervisor' }),
      await countOf({ origin: 'api', sender: '5511912341234' }),
    ]
    expect(all).toBeGreaterThan(590)
    expect([operators, supervisors].every((count) => count > 0)).toBe(true)
    expect(api + operators + supervisors).toBe(all)
    expect(own).toBe(1)
    const { items } = (await report({ origin: 'operador', sender: '5511912341234' })).json.data
    expect(items.some(({ recipient }: { recipient: string }) => recipient === body().to)).toBe(true)
    expect((await busy.stats()).accepted).toBe(1)
    await stop()
  })

  it.each([
    [{}, ['startDate', 'endDate', 'pageSize', 'pageNumber']],
    [{ startDate: 'ontem', endDate: '2', pageSize: '1', pageNumber: '1' }, ['startDate']],
    [{ startDate: '3', endDate: '2', pageSize: '1', pageNumber: '1' }, ['endDate']],
    [{ startDate: '1', endDate: '2', pageSize: '1001', pageNumber: '1' }, ['pageSize']],
    [{ startDate: '1', endDate: '2', pageSize: '0', pageNumber: '0' }, ['pageSize', 'pageNumber']],
  ])('answers 400 to %j and names the fields', async (query, fields) => {
    expect(await sandbox.rawReport(query)).toMatchObject({ status: 400, json: { status: 'ERROR', fields } })
  })

  it('refuses as the template route does, without counting it', async () => {
    const absent = await sandbox.report({}, { headers: { authorization: '' } })
    const wrong = await sandbox.report({}, { headers: { authorization: basic('a', 'b') } })
    expect([absent.status, wrong.status]).toEqual([403, 401])
    expect(await sandbox.stats()).toMatchObject({ unauthorized: 2, reportRequests: 0 })
    expect((await sandbox.report()).headers['x-rate-limit-remaining']).toBe('59')
  })

  it('admits 60 requests in 10 minutes, and answers 429 to the next', async () => {
    const { clock, report, stats } = sandbox
    for (let n = 0; n < 60; n += 1) expect((await report()).status).toBe(200)
    const refused = await report()
    expect(refused).toMatchObject({ status: 429, text: 'Too many connections.' })
    expect(refused.headers).toMatchObject({
      'x-rate-limit-limit': '60',
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': '600',
    })
    expect(await stats()).toMatchObject({ reportRequests: 61, reportThrottled: 1, throttled: 0 })
    clock.ms += 600_000
    expect((await report()).status).toBe(200)
  })
})
