import { describe, expect, it } from 'vitest'
import { brokenPromises, type Observations, percentile, resultOf } from './result.js'
import { suppressedPeople } from './suppress-people.js'

const stats = {
  accepted: 1220,
  messages: 1220,
  duplicates: 0,
  rejected: 0,
  unauthorized: 0,
  throttled: 0,
  faulted: 0,
  maxInWindow: 492,
  limit: 500,
  windowMs: 6000,
  reportRequests: 3,
  reportThrottled: 0,
  xmlSendRequests: 0,
  xmlStatusRequests: 0,
  xmlStatusThrottled: 0,
}
const arrival = (n: number, to: string, arrivedAt: number) => ({
  n,
  to,
  arrivedAt,
  namespace: 'default',
  elementName: 'codigo_acesso',
  hash: `${n}`,
})
const seen: Observations = {
  messages: 1223,
  rejectedRows: 0,
  failed: 0,
  suppressed: 3,
  waiting: 0,
  stats,
  arrivals: [
    arrival(1, '5511900000004', 90),
    arrival(2, '5511900010001', 140),
    arrival(3, '5511900010002', 199),
  ],
  urgent: [
    { id: 'a', to: '5511900010001', postedAt: 100 },
    { id: 'b', to: '5511900010002', postedAt: 200 },
  ],
  judgement: { sent: 1220, received: 1151, read: 859, statusMismatches: 0 },
  seconds: 15.04,
}

describe('resultOf', () => {
  it('takes from the sandbox what the sandbox counted', () => {
    expect(resultOf(seen)).toEqual({
      messages: 1223,
      accepted: 1220,
      rejected: 0,
      failed: 0,
      suppressed: 3,
      duplicates: 0,
      upstream429: 0,
      maxInWindow: 492,
      limit: 500,
      sent: 1220,
      received: 1151,
      read: 859,
      statusMismatches: 0,
      reportRequests: 3,
      report429: 0,
      urgentP99Ms: 40,
      seconds: 15,
    })
  })
})

describe('brokenPromises', () => {
  it('has nothing to say of a run in which all went well', () => {
    expect(brokenPromises(resultOf(seen), seen)).toEqual([])
  })

  it.each([
    [{ accepted: 1219 }, '1 of 1220 messages were not accepted'],
    [{ duplicates: 2 }, '2 messages were sent twice'],
    [{ throttled: 3 }, '3 requests were answered 429'],
    [{ maxInWindow: 501 }, '501 requests were made in one window that allows 500'],
  ])('names what went wrong when the sandbox counted %o', (counted, sentence) => {
    expect(brokenPromises(resultOf({ ...seen, stats: { ...stats, ...counted } }), seen)).toEqual([sentence])
  })
})

describe('brokenPromises, of the ledger,', () => {
  it('does not pass over messages that it does not know to be sent', () => {
    expect(brokenPromises(resultOf(seen), { ...seen, waiting: 24 })).toEqual([
      '24 messages still wait, says the ledger',
    ])
  })
})

describe('brokenPromises, of suppressed people,', () => {
  it('names every message that went to one', () => {
    const arrivals = [arrival(1, suppressedPeople[1], 90), arrival(2, '5511900000004', 95)]
    expect(brokenPromises(resultOf(seen), { ...seen, arrivals })).toEqual([
      '1 messages went to people who are suppressed',
    ])
  })
})

describe('percentile', () => {
  it.each([
    [[], 0],
    [[5], 5],
    [[10, 2, 9], 10],
  ])('gives the nearest rank of %j', (values, expected) => {
    expect(percentile(values, 99)).toBe(expected)
  })

  it('sorts by number, not by text', () => {
    expect(percentile([100, 9, 20], 50)).toBe(20)
  })
})
