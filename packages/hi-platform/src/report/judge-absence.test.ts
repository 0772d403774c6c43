import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AbsenceScan, type Doubt, judgeAbsence } from './judge-absence.js'
import type { AcceptedSighting } from './report-evidence.js'

const minute = 60_000
const sentAt = 1_000_000_000
const tolerance = { earlyMs: 2_000, lateMs: 35_000 }
const doubt: Doubt = { sentAt, hasPossibleMatch: false }

/** Half an hour later, of all that was sent in an hour around it. */
function scanOf(controls: readonly AcceptedSighting[], over: Partial<AbsenceScan> = {}): AbsenceScan {
  return {
    window: { startDate: new Date(sentAt - 30 * minute), endDate: new Date(sentAt + 30 * minute) },
    tolerance,
    startedAt: sentAt + 30 * minute,
    reportLagMs: minute,
    evidenceShare: 0.02,
    accepted: controls.toSorted((a, b) => a.sentAt - b.sentAt),
    ...over,
  }
}

const at = (ms: number, state: AcceptedSighting['state'] = 'shown'): AcceptedSighting => ({
  sentAt: sentAt + ms,
  state,
})
const after = (count: number, state?: AcceptedSighting['state']) =>
  Array.from({ length: count }, (_, n) => at((n + 1) * 100, state))
const kindOf = (controls: readonly AcceptedSighting[], over?: Partial<AbsenceScan>, of = doubt) =>
  judgeAbsence(of, scanOf(controls, over)).kind
const whyOf = (controls: readonly AcceptedSighting[], over?: Partial<AbsenceScan>, of = doubt) => {
  const verdict = judgeAbsence(of, scanOf(controls, over))
  return verdict.kind === 'waits' ? verdict.why : verdict.kind
}

const states = fc.constantFrom<AcceptedSighting['state']>('shown', 'missing', 'pending')
const controls = (state: fc.Arbitrary<AcceptedSighting['state']> = states) =>
  fc.array(
    fc.tuple(fc.integer({ min: -20 * minute, max: 20 * minute }), state).map(([ms, each]) => at(ms, each)),
    { maxLength: 60 },
  )

describe('a message that a scan does not show', () => {
  it('is never absent where the report shows nothing of ours', () => {
    fc.assert(
      fc.property(controls(fc.constantFrom('missing', 'pending')), (known) => {
        expect(kindOf(known)).toBe('waits')
        expect(kindOf(known, {}, { ...doubt, shownBeforeAt: sentAt + minute })).toBe('waits')
      }),
    )
  })

  it('is never absent while an item that is nobody’s could be its own', () => {
    fc.assert(
      fc.property(controls(), (known) => {
        expect(kindOf(known, {}, { ...doubt, hasPossibleMatch: true })).toBe('waits')
      }),
    )
  })

  it('is never absent while the report may still come to show it', () => {
    fc.assert(
      fc.property(controls(fc.constant('shown')), fc.nat(tolerance.lateMs + minute - 1), (known, ms) => {
        expect(whyOf(known, { startedAt: sentAt + ms })).toBe('report-lag')
      }),
    )
    const endDate = new Date(sentAt + tolerance.lateMs - 1)
    expect(whyOf(after(5), { window: { startDate: new Date(0), endDate } })).toBe('report-lag')
  })

  it('is never absent where its attempt is noted in the future, or the clock was put back over it', () => {
    fc.assert(
      fc.property(controls(fc.constant('shown')), fc.nat(minute), (known, ms) => {
        expect(kindOf(known, { startedAt: sentAt - 1 - ms })).toBe('waits')
        expect(kindOf(known, { untrusted: { from: sentAt - ms, until: sentAt + ms } })).toBe('waits')
      }),
    )
    expect(kindOf(after(5), { untrusted: { from: sentAt + 1, until: sentAt + minute } })).toBe('absent')
  })

  it('waits for Hi Platform where that stood still then, and the report has not had its time since', () => {
    const silence = { from: sentAt - minute, until: sentAt + minute, dispatchedBy: sentAt + 28 * minute }
    const silent = { tolerance: { ...tolerance, outages: [silence] } }
    expect(whyOf(after(5), silent)).toBe('absent')
    expect(whyOf(after(5), { ...silent, startedAt: sentAt + 29 * minute - 1 })).toBe('upstream-outage')
  })

  it('is absent where all that was accepted around it is shown, and one at least after it', () => {
    fc.assert(
      fc.property(controls(fc.constant('shown')), (known) => {
        expect(kindOf([...known, at(5)])).toBe('absent')
      }),
    )
    expect(kindOf([at(0)])).toBe('absent')
    expect(kindOf([at(25 * minute)])).toBe('absent')
  })

  it('may be absent though one accepted message is missing, where two are shown', () => {
    expect(judgeAbsence(doubt, scanOf([at(10 * 1_000), at(1, 'missing')]))).toMatchObject({
      why: 'report-lag',
      evidence: { shown: 1, of: 2 },
    })
    expect(kindOf([...after(2), at(1, 'missing')])).toBe('absent')
    expect(whyOf([...after(50), at(1, 'missing'), at(2, 'missing')])).toBe('report-lag')
  })

  it('may be absent with up to 2 % of what came after it missing, and not with more', () => {
    const spread = (missing: number) =>
      Array.from({ length: 200 }, (_, n) =>
        at(n * 1_000, n % 40 === 39 && n < 40 * missing ? 'missing' : 'shown'),
      )
    expect(kindOf(spread(4))).toBe('absent')
    expect(kindOf(spread(5))).toBe('waits')
    expect(kindOf(spread(5), { evidenceShare: 0.05 })).toBe('absent')
  })

  it('waits where the report has a hole at its place, however short beside all that is shown', () => {
    const dense = (hole: { from: number; to: number }, state: AcceptedSighting['state']) =>
      Array.from({ length: 4_000 }, (_, n) => (n - 2_000) * 125).map((ms) =>
        at(ms, ms >= hole.from && ms <= hole.to ? state : 'shown'),
      )
    fc.assert(
      fc.property(
        fc.integer({ min: -4_000, max: 500 }),
        fc.constantFrom<AcceptedSighting['state']>('missing', 'pending'),
        (from, state) => {
          expect(whyOf(dense({ from, to: from + 4_000 }, state))).toBe('report-lag')
        },
      ),
      { numRuns: 30 },
    )
  })

  it('waits where everything is dispatched later than is reckoned with', () => {
    const late = Array.from({ length: 250 }, (_, n) => at((n - 125) * 125, 'missing'))
    expect(judgeAbsence(doubt, scanOf(late))).toMatchObject({
      why: 'report-lag',
      evidence: { shown: 0, of: 125 },
    })
  })
})

describe('a message in doubt after which nothing was sent', () => {
  const before = [at(-minute), at(-2 * minute)]
  const hour = 60 * minute
  const later = (ms: number, shownBeforeAt?: number) =>
    judgeAbsence(
      { ...doubt, shownBeforeAt },
      scanOf(before, {
        startedAt: sentAt + ms,
        window: { startDate: new Date(0), endDate: new Date(sentAt + ms) },
      }),
    )

  it('is absent by two scans that show what was sent before it, the second an hour after it', () => {
    const first = later(2 * minute)
    expect(first).toEqual({
      kind: 'waits',
      why: 'no-control',
      evidence: { shown: 2, of: 2 },
      shownBeforeAt: sentAt + 2 * minute,
    })
    expect(later(hour - 1, sentAt + 2 * minute).kind).toBe('waits')
    expect(later(hour, sentAt + 2 * minute).kind).toBe('absent')
    expect(later(hour)).toMatchObject({ kind: 'waits', shownBeforeAt: sentAt + hour })
    expect(later(hour, sentAt + hour).kind).toBe('waits')
  })

  it('waits where there was nothing before it either, or not within ten minutes', () => {
    for (const known of [[], [at(-11 * minute)]]) {
      const over = {
        startedAt: sentAt + hour,
        window: { startDate: new Date(0), endDate: new Date(sentAt + hour) },
      }
      expect(whyOf(known, over, { ...doubt, shownBeforeAt: sentAt + minute })).toBe('no-control')
    }
  })
})
