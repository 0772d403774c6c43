import { afterEach, describe, expect, it } from 'vitest'
import { body, startSandbox, type TestSandbox } from '../testing/start-sandbox.js'
import { basicXml, codeOf, dispatchXml, queryXml } from '../testing/xml-documents.js'

const PHONES = ['11987554321', '1133334444']

describe("the XML interface's limits", () => {
  let sandbox: TestSandbox
  afterEach(() => sandbox.stop())

  it('count a request once, however many contacts it has, together with those of the REST side', async () => {
    sandbox = await startSandbox({ limit: { max: 3, windowMs: 60_000, kind: 'sliding' } })
    codeOf(await sandbox.xml(basicXml(...PHONES)))
    await sandbox.xml('no XML')
    expect((await sandbox.post(body())).headers['x-rate-limit-remaining']).toBe('0')
    sandbox.clock.ms += 10_000
    const answer = await sandbox.xml(basicXml(...PHONES))
    expect(answer).toMatchObject({ status: 429, text: 'Too many connections.' })
    expect(answer.headers).toMatchObject({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '50' })
    expect(await sandbox.stats()).toMatchObject({
      accepted: 3,
      throttled: 1,
      maxInWindow: 4,
      xmlSendRequests: 3,
    })
  })

  it('are those of the account that the remetente names, else of the first', async () => {
    sandbox = await startSandbox({
      configIds: ['a', 'b'],
      limit: { max: 1, windowMs: 60_000, kind: 'sliding' },
    })
    const send = async (remetente: string) =>
      (await sandbox.xml(dispatchXml([{ phone: '11987554321' }], { remetente }))).status
    expect([await send('b'), await send('b'), await send('c'), await send('a')]).toEqual([200, 429, 200, 429])
  })

  it('give 50.02 a quota of its own', async () => {
    sandbox = await startSandbox({ xmlStatusLimit: { max: 2, windowMs: 600_000, kind: 'sliding' } })
    const code = codeOf(await sandbox.xml(basicXml(...PHONES)))
    const ask = () => sandbox.xml(queryXml(code))
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
    const answer = await ask()
    expect(answer).toMatchObject({ status: 429, text: 'Too many connections.' })
    expect(answer.headers).toMatchObject({ 'x-rate-limit-limit': '2', 'x-rate-limit-reset': '600' })
    expect((await sandbox.report()).headers['x-rate-limit-remaining']).toBe('59')
    expect(await sandbox.stats()).toMatchObject({
      xmlStatusRequests: 3,
      xmlStatusThrottled: 1,
      reportThrottled: 0,
    })
    sandbox.clock.ms += 600_000
    expect((await ask()).status).toBe(200)
  })
})
