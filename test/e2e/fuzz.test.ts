import { describe, expect, it } from 'vitest'
import { fuzzClient } from '../fuzz/client/fuzz-client.js'
import { fuzzProducer } from '../fuzz/producer/fuzz-producer.js'

/**
 * The same cases each time, so that a red run says something of the change; `npm run test:chaos` has more, and `npm run fuzz`
 * looks for others.
 */
const seed = 20_261_122

describe('whatever comes', () => {
  it('the door takes what is valid, refuses the rest as a problem that repeats nothing, and stays up', async () => {
    const { requests, answers } = await fuzzProducer({ requests: 250, seed })
    expect(requests).toBeGreaterThanOrEqual(250)
    expect(Object.keys(answers)).toEqual(expect.arrayContaining(['202', '400', '401', '404', '422', 'raw']))
  })

  it('the client comes to an outcome, sends nothing twice, and leaves no connection', async () => {
    const { answers, outcomes } = await fuzzClient({ answers: 300, seed, requestTimeoutMs: 1_000 })
    expect(answers).toBeGreaterThanOrEqual(300)
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['accepted', 'unknown', 'no-answer']))
  })
})
