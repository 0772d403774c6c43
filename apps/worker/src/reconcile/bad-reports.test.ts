import { describe, it, vi } from 'vitest'
import { at, iso, openReconcileFixture, rowAt } from './reconcile-fixture.test.support.js'
import { type Answer, cutOff, never, page, status } from './report-server.test.support.js'

const html = { 'content-type': 'text/html' }
const json = { 'content-type': 'application/json' }
const whole = page([rowAt(5, { sent: 5 })])
const brokenOff =
  (body: string): Answer =>
  (response) => {
    response.writeHead(200, { ...json, 'content-length': String(whole.length + 1) })
    response.write(body, () => response.destroy())
  }

const refused: readonly (readonly [string, Answer])[] = [
  ['401', status(401)],
  ['403 in HTML', status(403, html, '<html>Blocked</html>')],
  ['404', status(404)],
  ['429 without a word', status(429)],
  ['500', status(500, json, '{"status":"ERROR"}')],
  ['503', status(503)],
  ['200 in HTML', status(200, html, '<html>Em manutenção</html>')],
  ['200 and nothing', status(200)],
  ['200 and an error', status(200, json, '{"status":"ERROR","data":null}')],
  ['200 and a page without items', status(200, json, '{"status":"OK","data":{"totalResults":0}}')],
  ['JSON that was cut', status(200, json, whole.slice(0, 200))],
  ['a body that breaks off', brokenOff(whole.slice(0, 200))],
  ['a body that breaks off where it could have ended', brokenOff(whole)],
  ['a connection that breaks off', cutOff],
  ['no answer at all', never],
]

// Each rests for some 6 s after a refusal: all do so at the same time, and each has an account of its own.
vi.setConfig({ maxConcurrency: 20 })

describe.concurrent('a report that cannot be had', () => {
  const cases = refused.map(([name, answer], n) => [name, answer, `bad-reports-${n}`] as const)

  it.for(cases)('costs nothing but time: %s', async ([, answer, account], test) => {
    const { expect } = test
    const scene = await openReconcileFixture(
      account,
      answer === never ? { requestTimeoutMs: 1_000 } : {},
      test,
    )
    await scene.put('m1', 5)
    await scene.put('m2', 6, { status: 'unknown' })
    scene.server.rows = [rowAt(5, { sent: 5, received: 7 }), rowAt(6, { sent: 6 })]
    scene.server.answers = [answer]
    await scene.scan()
    expect(await scene.status('m1')).toMatchObject({
      status: 'received',
      timeline: { sent: iso(5), received: iso(7) },
    })
    expect(await scene.status('m2')).toMatchObject({ status: 'sent', timeline: { sent: iso(6) } })
    expect(scene.server.asked).toHaveLength(2)
    expect(scene.lines.filter(({ event }) => event === 'report:refused')).toHaveLength(1)
  })

  it('keeps no other from being read', async (test) => {
    const { expect } = test
    const scene = await openReconcileFixture('bad-reports-others', {}, test)
    await scene.put('m1', -295)
    await scene.put('m2', 65)
    scene.server.rows = [rowAt(-295, { read: -294 }), rowAt(65, { read: 66 })]
    const { answer } = scene.server
    scene.server.answer = (response, request) => {
      const query = new URL(String(request.url), scene.server.url).searchParams
      const isBad =
        Number(query.get('startDate')) <= at(65) / 1_000 && Number(query.get('endDate')) >= at(65) / 1_000
      return isBad ? status(500)(response, request) : answer(response, request)
    }
    const scanned = scene.next('report:scanned')
    scene.start()
    await scanned
    expect(await scene.status('m1')).toMatchObject({ status: 'read' })
    expect(await scene.status('m2')).toMatchObject({ status: 'accepted' })
  })

  it('is said to be so without a phone number or a secret', async (test) => {
    const { expect } = test
    const scene = await openReconcileFixture('bad-reports-words', {}, test)
    await scene.put('m1', 5)
    scene.server.answers = [status(401), status(200, json, whole.slice(0, 200))]
    await scene.scan()
    expect(scene.lines.length).toBeGreaterThan(2)
    expect(JSON.stringify(scene.lines)).not.toMatch(/987654321|senhaApi|c2VuaGFBcGk/)
  })
})
