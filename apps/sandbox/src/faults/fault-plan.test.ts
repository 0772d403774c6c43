import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createRandom } from '../random.js'
import { createFaultPlan } from './fault-plan.js'
import { FaultRule } from './fault-rule.js'

function planOf(rules: unknown, random = createRandom(1)) {
  return createFaultPlan(z.array(FaultRule).parse(rules), random)
}

describe('the fault plan', () => {
  it('has nothing for a request no rule is for', () => {
    const plan = planOf([
      { fault: 'hang', on: 'report' },
      { fault: 'hang', to: '1' },
      { fault: 'hang', elementName: 'b' },
    ])
    expect(plan.faultFor('template', { to: '2', elementName: 'a' })).toBeUndefined()
  })

  it('takes the first rule that is for the request', () => {
    const plan = planOf([{ fault: 'hang', to: '1' }, { fault: 'drop-before' }, { fault: 'drop-after' }])
    expect(plan.faultFor('template', { to: '1' })?.end?.fault).toBe('hang')
    expect(plan.faultFor('template', { to: '2' })?.end?.fault).toBe('drop-before')
  })

  it('means template requests unless told otherwise', () => {
    const plan = planOf([{ fault: 'hang' }])
    expect(plan.faultFor('report', {})).toBeUndefined()
    expect(plan.faultFor('template', {})).toBeDefined()
  })

  it('adds up latencies until a rule ends the request', () => {
    const plan = planOf([
      { fault: 'latency', latencyMs: 10 },
      { fault: 'latency', latencyMs: 20 },
      { fault: 'status', status: 503, latencyMs: 5, to: '1' },
      { fault: 'latency', latencyMs: 1_000, to: '1' },
    ])
    expect(plan.faultFor('template', { to: '1' })).toMatchObject({ latencyMs: 35, end: { status: 503 } })
    expect(plan.faultFor('template', { to: '2' })).toEqual({ latencyMs: 30 })
  })

  it('applies a rule only as many times as it says', () => {
    const plan = planOf([{ fault: 'hang', times: 2, to: '1' }])
    const hits = ['1', '2', '1', '1'].map((to) => plan.faultFor('template', { to }) !== undefined)
    expect(hits).toEqual([true, false, true, false])
  })

  it('applies a rule with its probability, the same way for the same seed', () => {
    const rules = [{ fault: 'hang', probability: 0.3 }]
    const hitsOf = (seed: number) => {
      const plan = planOf(rules, createRandom(seed))
      return Array.from({ length: 2_000 }, () => plan.faultFor('template', {}) !== undefined)
    }
    expect(hitsOf(7)).toEqual(hitsOf(7))
    expect(hitsOf(7)).not.toEqual(hitsOf(8))
    expect(hitsOf(7).filter(Boolean).length / 2_000).toBeCloseTo(0.3, 1)
  })

  it('never applies at probability 0, and always at 1', () => {
    const never = planOf([{ fault: 'hang', probability: 0 }], () => 0)
    const always = planOf([{ fault: 'hang', probability: 1 }], () => 0.999_999)
    expect(never.faultFor('template', {})).toBeUndefined()
    expect(always.faultFor('template', {})).toBeDefined()
  })
})
