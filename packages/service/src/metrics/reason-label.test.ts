import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reasonLabel, reasonLabels } from './reason-label.js'

describe('a reason as a label', () => {
  it('is the reason itself where it is a usual one', () => {
    expect(['throttled', 'http-401', 'http-503', 'timeout'].map(reasonLabel)).toEqual([
      'throttled',
      'http-401',
      'http-503',
      'timeout',
    ])
  })

  it('is the class of an unusual status', () => {
    expect(['http-502', 'http-418', 'http-3xx'].map(reasonLabel)).toEqual([
      'http-5xx',
      'http-4xx',
      'http-3xx',
    ])
  })

  it('leaves out the words that follow it', () => {
    expect(
      ['throttled: Limite atingido', 'http-400: Telefone', 'xml-05: throttled'].map(reasonLabel),
    ).toEqual(['throttled', 'http-4xx', 'other'])
  })

  it('is one of at most 23, whatever the reason', () => {
    const reasons = fc.oneof(
      fc.string(),
      fc.constant(undefined),
      fc.integer({ min: -1, max: 1_000 }).map((status) => `http-${status}`),
    )
    const seen = new Set<string>()
    fc.assert(
      fc.property(reasons, (reason) => void seen.add(reasonLabel(reason))),
      { numRuns: 2_000 },
    )
    for (let status = 0; status < 1_000; status++) seen.add(reasonLabel(`http-${status}`))
    for (const reason of reasonLabels) seen.add(reasonLabel(reason))
    expect(seen).toEqual(new Set(reasonLabels))
    expect(seen.size).toBeLessThanOrEqual(23)
    expect([...seen].filter((label) => !/^[a-z]+(-[a-z0-9]+)*$/.test(label))).toEqual([])
  })
})
