import { register } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { openRegistry } from './open-registry.js'

describe('a registry', () => {
  it("has the event loop's lag and the memory, and leaves the global registry alone", async () => {
    const text = await openRegistry().metrics()
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+$/m)
    expect(text).toMatch(/^process_resident_memory_bytes [1-9]\d+$/m)
    expect(register.getMetricsAsArray()).toEqual([])
  })

  it('is each its own', () => {
    expect(openRegistry()).not.toBe(openRegistry())
  })

  it('has no gauge that is named like a counter', async () => {
    const text = await openRegistry().metrics()
    expect(text.match(/^# TYPE \S+_total gauge$/gm)).toBeNull()
  })
})
