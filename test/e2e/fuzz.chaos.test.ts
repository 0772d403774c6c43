import { describe, expect, it } from 'vitest'
import { fuzzClient } from '../fuzz/client/fuzz-client.js'
import { fuzzProducer } from '../fuzz/producer/fuzz-producer.js'

/** Other cases than those of every run; the same each time, too. `npm run fuzz` goes on at length. */
const seed = 20_261_123

describe('whatever else comes', () => {
  it('the door takes what is valid, refuses the rest as a problem that repeats nothing, and stays up', async () => {
    const { requests, answers } = await fuzzProducer({ requests: 400, seed })
    expect(requests).toBeGreaterThanOrEqual(400)
    expect(Object.keys(answers)).toEqual(expect.arrayContaining(['202', '400', '401', '404', '422', 'raw']))
  })

  it('the client comes to an outcome, sends nothing twice, and leaves no connection', async () => {
    const { answers, outcomes } = await fuzzClient({ answers: 300, seed, requestTimeoutMs: 1_000 })
    expect(answers).toBeGreaterThanOrEqual(300)
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['accepted', 'unknown', 'no-answer']))
  })
})
