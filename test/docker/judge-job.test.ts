import { describe, expect, it } from 'vitest'
import { brokenPromises, type JobResult } from './judge-job.js'

const result: JobResult = {
  messages: 610,
  accepted: 610,
  duplicates: 0,
  answered429: 0,
  maxInWindow: 60,
  limit: 60,
  leftInDoubt: 4,
  urgentP50Ms: 20,
  seconds: 40,
  sent: 610,
  received: 600,
  read: 400,
  statusMismatches: 0,
}

describe('brokenPromises', () => {
  it('has nothing to say of a job in which all went well', () => {
    expect(brokenPromises(result)).toEqual([])
  })

  it.each<[Partial<JobResult>, string]>([
    [{ accepted: 609 }, '609 of 610 messages were accepted'],
    [{ sent: 600 }, '600 of 610 messages are sent, says the ledger'],
    [{ duplicates: 1 }, '1 messages were sent twice'],
    [{ answered429: 2 }, '2 requests were answered 429'],
    [{ maxInWindow: 61 }, '61 requests were made in one window that allows 60'],
    [{ statusMismatches: 3 }, '3 statuses are not what the sandbox knows to be true'],
  ])('names what went wrong in %o', (wrong, sentence) => {
    expect(brokenPromises({ ...result, ...wrong })).toEqual([sentence])
  })
})
