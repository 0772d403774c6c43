import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { live, type Run } from './personal-data.test.support.js'
import { crowdLabel, leaks, people } from './personal-people.test.support.js'

/**
 * Keys that are kept without an end, and why none of them grows for ever: they are one a lane, account or queue with a
 * bound on what is in them, or go when what they are about is over.
 */
const bounded = [
  // BullMQ's own, one a queue. `events` is cut at some 10,000 entries, `failed` at 7 days and a number; the others hold what waits.
  /-(?:urgent|bulk|callbacks):(?:meta|id|events|failed|completed|delayed|prioritized|pc|wait|active|marker|stalled)$/,
  // Jobs: until they are done, or go from `failed`.
  /-(?:urgent|bulk):[0-9a-f-]{36}(?:-\d+)?$/,
  /-callbacks:\d+-\d+$/,
  // Permits of one window; the rest of the gates is a hash of a few fields.
  /:(?:gate|gate:blame|report:gate|report:state|callbacks|webhook:counts)$/,
  /:(?:gate|report):permits$/,
  // What is followed: at most `reconcile.maxAgeHours`.
  /:slices:(?:total|open|scanned|foreign|long)$/,
  /:slice:\d+$/,
  /:(?:unknown|released)$/,
  // The register of batches: each new one takes out two that are gone.
  /\}:batches$/,
  // Those of it that have halted, or try a canary: until somebody resumes or cancels them, or it is judged.
  /\}:batches:(?:halted|canaries)$/,
  // What persons are marked with: a few fields. A field for each part of their index, which go as others come.
  /\}:persons(?::parts)?$/,
  // Who is not to be messaged, until somebody lifts it; as many sources as have somebody; counts of 400 days.
  /\}:suppressed:(?:all:)?(?:number:)?[\w-]{2}[0-3]$/,
  /\}:suppressed:(?:sources|days|(?:all:)?version)$/,
  // The templates of the account, 8 MiB at most; they are everybody's.
  /\}:templates$/,
  // API keys: 1,000 at most.
  /^disparo:keys$/,
  // One field for each account that was ever served.
  /^disparo:accounts$/,
  // Which layout it all has: a number.
  /^disparo:layout$/,
  // The outbox: until its events are told, with bounds of its own. What of it has its turn, or sleeps: as the queue's jobs.
  /\}:events$/,
  /:callbacks:(?:lines|next|early|early:due)$/,
]

const ownKey = randomBytes(32).toString('base64')

/** That it went in by every door, and that Redis refused what it was to: else this would prove nothing. */
function sawTheDoors({ taken, faults, board, laterId }: Run): void {
  expect(taken).toEqual([
    expect.stringMatching(/^200 .*"OK"/),
    expect.stringMatching(/^200 .*"OK"/),
    expect.stringMatching(/^200 .*<return>[0-9a-f-]{36}</),
  ])
  expect(faults).toEqual([
    expect.stringContaining('was answered 500'),
    expect.stringMatching(/^500 .*"ERROR"/),
    expect.stringMatching(/^500 .*<return ID="99">/),
  ])
  expect(board.match(/^200 /gm)).toHaveLength(14)
  expect(board.includes(laterId)).toBe(true)
}

describe('with a data key', () => {
  let run: Run
  beforeAll(async () => {
    run = await live({ DISPARO_DATA_KEY: `2026-12:${ownKey}` })
  })

  it('neither a key nor a value in Redis has a phone number, a parameter or a label', () => {
    expect(run.redis.length).toBeGreaterThan(50)
    const found = run.redis.flatMap(({ name, text }) =>
      leaks(`${name} ${text}`).map((secret) => ({ name, secret })),
    )
    expect(found).toEqual([])
  })

  it('logs, metrics and errors have none, nor the key', () => {
    expect(leaks(run.logs)).toEqual([])
    expect(leaks(run.metrics)).toEqual([])
    expect(leaks(run.errors)).toEqual([])
    expect(run.logs + run.metrics + JSON.stringify(run.redis)).not.toContain(ownKey)
  })

  it('neither does the board show any, nor the answers of a Redis that refuses', () => {
    sawTheDoors(run)
    expect(leaks(run.board)).toEqual([])
  })

  it('who may ask is still shown everything, and callbacks have their labels', () => {
    const [otpState, deniedState] = run.shown as Record<string, unknown>[]
    expect(otpState).toMatchObject({ to: people.otp.phone, externalLabel: people.otp.name })
    expect(deniedState).toMatchObject({ to: people.denied.phone, status: 'rejected' })
    expect(deniedState?.detail).toContain(people.denied.name)
    expect(run.callbacks.some((text) => text.includes(crowdLabel))).toBe(true)
  })

  it('every key is kept for a time, or has a bound', () => {
    const endless = run.redis.filter(({ ttlMs }) => ttlMs === -1).map(({ name }) => name)
    expect(endless.filter((name) => !bounded.some((pattern) => pattern.test(name)))).toEqual([])
    const entries = run.redis.filter(({ name }) => /:msg:|:batch:|:dispatched:|:webhook:unmatched/.test(name))
    expect(entries.length).toBeGreaterThan(20)
    expect(entries.filter(({ ttlMs }) => ttlMs === -1)).toEqual([])
  })
})

describe('without a data key', () => {
  let run: Run
  beforeAll(async () => {
    run = await live({})
  })

  it('logs, metrics and errors have no phone number, parameter or label', () => {
    expect(leaks(run.logs)).toEqual([])
    expect(leaks(run.metrics)).toEqual([])
    expect(leaks(run.errors)).toEqual([])
  })

  it('neither does the board show any, nor the answers of a Redis that refuses', () => {
    sawTheDoors(run)
    expect(leaks(run.board)).toEqual([])
  })

  it('Redis has them, so that this test would have found them', () => {
    const text = run.redis.map(({ text }) => text).join('\n')
    const { otp, later, strange, rest, xml, unbegun } = people
    const phones = [otp, later, strange, rest, xml, unbegun].map(({ phone }) => phone.slice(2))
    expect(leaks(text)).toEqual(expect.arrayContaining([...phones, later.name, strange.name, crowdLabel]))
  })
})
