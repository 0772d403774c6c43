import { createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { CallbackSignatureError, verifyCallback } from './index.js'

const secret = `whsec_${randomBytes(32).toString('base64')}`
const now = Date.parse('2026-11-27T12:00:00Z')
const event = {
  type: 'batch.halted',
  timestamp: '2026-11-27T12:00:00.000Z',
  data: {
    ...{ id: 'b-1', account: 'loja', at: '2026-11-27T12:00:00.000Z', total: 50, counts: { rejected: 20 } },
    halted: { reason: 'share', rejected: 16, of: 50 },
  },
}

function signed(body: string, { key = secret, at = now, id = 'loja-1' } = {}) {
  const seconds = String(Math.floor(at / 1_000))
  const bytes = Buffer.from(key.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', bytes).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }
}
const body = JSON.stringify(event)

test('a callback that is signed is read, by Node.js headers or those of fetch, by any of the secrets', () => {
  const headers = signed(body)
  expect(verifyCallback({ headers, body, secret, now })).toEqual(event)
  const others = [`whsec_${randomBytes(24).toString('base64')}`, secret]
  expect(
    verifyCallback({ headers: new Headers(headers), body: Buffer.from(body), secret: others, now }),
  ).toEqual(event)
  const two = {
    ...headers,
    'webhook-signature': `v1,${randomBytes(32).toString('base64')} ${headers['webhook-signature']}`,
  }
  expect(verifyCallback({ headers: two, body, secret, now })).toEqual(event)
})

test('what is changed, old, of another key, or not signed at all is refused', () => {
  const headers = signed(body)
  const refused = [
    { headers, body: body.replace('20', '21') },
    { headers: signed(body, { at: now - 301_000 }), body },
    { headers: signed(body, { at: now + 301_000 }), body },
    { headers: signed(body, { key: `whsec_${randomBytes(32).toString('base64')}` }), body },
    { headers: { ...headers, 'webhook-signature': 'v1,' }, body },
    { headers: { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') }, body },
    { headers: {}, body },
  ]
  for (const each of refused) {
    expect(() => verifyCallback({ ...each, secret, now })).toThrow(CallbackSignatureError)
  }
})

test('a kind that is not known is no error', () => {
  const later = JSON.stringify({ type: 'person.moved', timestamp: event.timestamp, data: {} })
  expect(verifyCallback({ headers: signed(later), body: later, secret, now })).toBeUndefined()
})
