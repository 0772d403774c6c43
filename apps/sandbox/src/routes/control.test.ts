import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { body, startSandbox, type TestSandbox } from '../testing/start-sandbox.js'

const dispatchOf = (phone: string) =>
  `<main><emkt trans="50.01"><remetente>r</remetente><namespace>ns</namespace><element_name>e</element_name><contact><phone>${phone}</phone></contact></emkt></main>`

describe("the sandbox's own routes", () => {
  let sandbox: TestSandbox
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.stop())

  it('count duplicates by content, not by the order of keys', async () => {
    const { to, namespace, elementName } = body()
    await sandbox.post({ to, namespace, elementName })
    await sandbox.post({ elementName, namespace, to })
    await sandbox.post(body(1))
    expect(await sandbox.stats()).toEqual({
      accepted: 3,
      messages: 2,
      duplicates: 1,
      rejected: 0,
      unauthorized: 0,
      throttled: 0,
      faulted: 0,
      maxInWindow: 3,
      limit: 500,
      windowMs: 60_000,
      reportRequests: 0,
      reportThrottled: 0,
      xmlStatusRequests: 0,
      xmlSendRequests: 0,
      xmlStatusThrottled: 0,
      pushed: 0,
      pushFailed: 0,
    })
  })

  it('list what was accepted, in order and by pages', async () => {
    for (let n = 0; n < 3; n += 1) {
      await sandbox.post(body(n))
      sandbox.clock.ms += 1_000
    }
    const messagesOf = async (query: Record<string, number>) =>
      (await sandbox.call('GET', '/sandbox/messages', { query })).json.messages
    expect(await messagesOf({ after: 1, limit: 1 })).toEqual([
      {
        n: 2,
        ...body(1),
        externalLabel: '',
        arrivedAt: 1_700_000_001_000,
        hash: expect.stringMatching(/^[\da-f]{32}$/),
        upstreamId: expect.stringMatching(/^[\da-f-]{36}$/),
      },
    ])
    expect((await messagesOf({})).map((message: { n: number }) => message.n)).toEqual([1, 2, 3])
    expect(await messagesOf({ after: 3 })).toEqual([])
  })

  it('are told what another sandbox had accepted: its list, its report and 50.02 show it', async () => {
    await sandbox.post(body(0))
    await sandbox.xml(dispatchOf('11987654321'))
    const { messages } = (await sandbox.call('GET', '/sandbox/messages')).json
    const other = await startSandbox()
    const told = await other.call('PUT', '/sandbox/messages', { body: JSON.stringify(messages) })
    expect(told).toMatchObject({ status: 200, json: { messages: 2 } })
    expect((await other.call('GET', '/sandbox/messages')).json).toEqual({ messages })
    for (const each of [sandbox, other]) each.clock.ms += 1_000
    expect((await other.report()).json).toEqual((await sandbox.report()).json)
    const query = `<main><emkt trans="50.02"><codigo>${messages[1].upstreamId}</codigo></emkt></main>`
    expect((await other.xml(query)).text).toContain('<telefone>11987654321</telefone>')
    const refused = await other.call('PUT', '/sandbox/messages', { body: '[{"to":1}]' })
    expect(refused).toMatchObject({ status: 400 })
    await other.stop()
  })

  it.each(['/sandbox/messages', '/sandbox/truth'])('refuse a page of %s they cannot give', async (path) => {
    const answer = await sandbox.call('GET', path, { query: { after: -1, limit: 'x' } })
    expect(answer).toMatchObject({ status: 400, json: { fields: ['after', 'limit'] } })
  })

  it('tell the truth about each message: which answer it had, and what the report shows of it by now', async () => {
    const label = 'black_friday'
    const answers = [0, 1, 2].map((n) => sandbox.post({ ...body(n), externalLabel: label }))
    const ids = (await Promise.all(answers)).map(({ json }) => json.data.id)
    const truthAt = async (query: Record<string, number> = {}) =>
      (await sandbox.call('GET', '/sandbox/truth', { query })).json.messages

    const [first] = await truthAt()
    expect(Object.keys(first)).toEqual([
      'n',
      'to',
      'namespace',
      'elementName',
      'externalLabel',
      'hash',
      'upstreamId',
    ])
    sandbox.clock.ms += 86_400_000
    const truth = await truthAt()
    expect(truth.map(({ upstreamId }: { upstreamId: string }) => upstreamId).sort()).toEqual(ids.sort())
    const { items } = (await sandbox.report()).json.data
    for (const { n: _, hash: __, upstreamId: ___, to, ...shown } of truth) {
      expect(items.find(({ recipient }: { recipient: string }) => recipient === to)).toMatchObject(shown)
      expect(shown).toMatchObject({ externalLabel: label, dispatchDate: expect.any(Number) })
    }
    expect(await truthAt({ after: 1, limit: 1 })).toEqual([truth[1]])
  })

  it('forget everything on a reset: arrivals, counts, quota and faults', async () => {
    const fresh = await sandbox.stats()
    await sandbox.post(body())
    await sandbox.post('{}')
    await sandbox.report()
    await sandbox.faults([{ fault: 'status', status: 500 }])
    await sandbox.post(body())
    expect((await sandbox.reset()).status).toBe(204)
    expect(await sandbox.stats()).toEqual(fresh)
    const answer = await sandbox.post(body())
    expect(answer.status).toBe(200)
    expect(answer.headers['x-rate-limit-remaining']).toBe('499')
  })

  it.each([
    ['/sandbox/stats', 'GET'],
    ['/sandbox/messages', 'GET'],
    ['/sandbox/truth', 'GET'],
    ['/sandbox/faults', 'POST'],
    ['/sandbox/xml', 'POST'],
    ['/sandbox/reset', 'POST'],
  ] as const)('keep %s to those who have the credentials', async (path, method) => {
    const answer = await sandbox.call(method, path, { headers: { authorization: '' } })
    expect(answer.status).toBe(403)
  })

  it.each([
    ['no list', {}, ['body']],
    ['an unknown fault', [{ fault: 'fire' }], ['0.fault']],
    ['a latency without its length', [{ fault: 'hang' }, { fault: 'latency' }], ['1.latencyMs']],
    ['an impossible status', [{ fault: 'status', status: 99 }], ['0.status']],
    ['a probability above 1', [{ fault: 'hang', probability: 2 }], ['0.probability']],
    ['a misspelt field', [{ fault: 'hang', time: 1 }], ['0']],
    ['an XML error for the report', [{ fault: 'xml-error', on: 'report' }], ['0.on']],
    ['more than the whole of an answer', [{ fault: 'truncated', share: 1.1 }], ['0.share']],
    ['an impossible header', [{ fault: 'status', status: 500, headers: { 'a b': '1' } }], ['0.headers']],
  ])('refuse a fault plan with %s, and keep the one there is', async (_title, rules, fields) => {
    await sandbox.faults([{ fault: 'status', status: 503 }])
    expect(await sandbox.faults(rules)).toMatchObject({ status: 400, json: { fields } })
    expect((await sandbox.post(body())).status).toBe(503)
  })
})
