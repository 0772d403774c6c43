import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJobTrace, writeJobTrace } from './job-trace.js'

describe('what a job carries of its trace', () => {
  it.each([{ traceparent: '00-a-b-01' }, { link: '00-a-b-01' }])('is read as it was written: %o', (trace) => {
    expect(readJobTrace(writeJobTrace(trace))).toEqual(trace)
  })

  it('is nothing where there is no trace', () => {
    expect(writeJobTrace({})).toBe('')
    expect(writeJobTrace({ traceparent: undefined })).toBe('')
  })

  it('is nothing but these two, whatever somebody has written there', () => {
    const written = fc.oneof(fc.string(), fc.json(), fc.constant('{"traceparent":7}'), fc.constant('null'))
    fc.assert(
      fc.property(written, (metadata) => {
        for (const [name, value] of Object.entries(readJobTrace(metadata))) {
          expect(['traceparent', 'link']).toContain(name)
          expect(typeof value).toBe('string')
        }
      }),
      { examples: [['{"traceparent":"x","baggage":"customer=1"}']] },
    )
  })
})
