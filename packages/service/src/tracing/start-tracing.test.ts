import { describe, expect, it } from 'vitest'
import { startTracing, TraceEndpoint } from './start-tracing.js'

describe('the address that spans are sent to', () => {
  it.each(['http://127.0.0.1:4318', 'https://collector.example/otlp'])('may be %s', (address) => {
    expect(TraceEndpoint.safeParse(address).success).toBe(true)
  })

  it.each(['', 'collector', '127.0.0.1:4318', 'grpc://collector:4317'])('may not be "%s"', (address) => {
    expect(TraceEndpoint.safeParse(address).success).toBe(false)
  })

  it('is what tracing starts with: without it there is none', async () => {
    expect(await startTracing({ serviceName: 'tests', endpoint: undefined })).toBeUndefined()
  })
})
