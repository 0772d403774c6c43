import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openFaultJudge } from './fault-judge.js'

const pauses = { firstPauseMs: 1_000, longestPauseMs: 60_000 }
const open = () => openFaultJudge(pauses)

describe('a fault', () => {
  it('of one message has it sleep, longer each time, and fails it the third time that others passed meanwhile', () => {
    const judge = open()
    expect(judge.faulted('begin', 'bad', 0)).toEqual({ kind: 'wait', ms: 1_000 })
    judge.passed('begin', 'good')
    expect(judge.faulted('begin', 'bad', 1_000)).toEqual({ kind: 'wait', ms: 2_000 })
    expect(judge.faulted('begin', 'bad', 3_000)).toEqual({ kind: 'wait', ms: 4_000 })
    judge.passed('begin', 'good')
    expect(judge.faulted('begin', 'bad', 7_000)).toEqual({ kind: 'fail' })
  })

  it('of one message alone in its lane never fails it, nor has the lane rest', () => {
    const judge = open()
    const kinds = Array.from({ length: 100 }, (_, n) => judge.faulted('begin', 'bad', n).kind)
    expect(new Set(kinds)).toEqual(new Set(['wait']))
  })

  it('of all has the lane rest, with growing pauses, and fails none, however long', () => {
    const judge = open()
    let now = 0
    const rests: number[] = []
    for (let round = 0; round < 20; round++) {
      const verdicts = Array.from({ length: 10 }, (_, n) => judge.faulted('begin', `m${n}`, now))
      expect(verdicts.map(({ kind }) => kind)).not.toContain('fail')
      const last = verdicts.at(-1)
      if (last?.kind === 'rest') {
        rests.push(last.ms)
        now += last.ms
      }
    }
    expect(rests.slice(0, 8)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    judge.passed('begin', 'm0')
    expect(judge.faulted('begin', 'm1', now)).toMatchObject({ kind: 'wait' })
  })

  it('is told apart by the step: that messages begin says nothing of what settles', () => {
    const judge = open()
    const kinds = Array.from({ length: 50 }, (_, n) => {
      judge.passed('begin', `m${n}`)
      return judge.faulted('settle', `m${n}`, 0).kind
    })
    expect(kinds.slice(0, 4)).toEqual(['wait', 'wait', 'wait', 'wait'])
    expect(new Set(kinds.slice(4))).toEqual(new Set(['rest']))
  })

  it('of some, known as theirs, does not have the lane rest for the others', () => {
    const judge = open()
    const bad = Array.from({ length: 10 }, (_, n) => `bad${n}`)
    for (const id of bad) judge.faulted('begin', id, 0)
    judge.passed('begin', 'good')
    const kinds = Array.from({ length: 5 }, () => bad.map((id) => judge.faulted('begin', id, 5_000).kind))
    expect(new Set(kinds.flat())).toEqual(new Set(['wait']))
  })

  it('fails only what has faulted three times with others passing in between, whatever happens', () => {
    const events = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 8 })), { maxLength: 200 })
    fc.assert(
      fc.property(events, (happened) => {
        const judge = open()
        const history = new Map<string, string>()
        for (const [index, [isFault, n]] of happened.entries()) {
          const id = `m${n}`
          if (!isFault) {
            judge.passed('begin', id)
            history.delete(id)
            for (const [other, seen] of history) history.set(other, `${seen}p`)
            continue
          }
          const seen = `${history.get(id) ?? ''}f`
          history.set(id, seen)
          const { kind } = judge.faulted('begin', id, index)
          expect(kind === 'fail').toBe(/f[^p]*p.*f[^p]*p.*f$/.test(seen))
          if (kind === 'fail') history.delete(id)
        }
      }),
    )
  })
})
