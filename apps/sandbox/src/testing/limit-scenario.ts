import fc from 'fast-check'

interface LimitScenario {
  readonly max: number
  readonly windowMs: number
  /** Never decreasing. */
  readonly times: readonly number[]
}

/** Requests at a limit: with bursts, pauses, and moments exactly a window apart. */
export const limitScenario: fc.Arbitrary<LimitScenario> = fc
  .record({ max: fc.integer({ min: 1, max: 8 }), windowMs: fc.integer({ min: 1, max: 41 }) })
  .chain(({ max, windowMs }) => {
    const pause = fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 4, arbitrary: fc.nat(Math.ceil(windowMs / max)) },
      { weight: 1, arbitrary: fc.constant(windowMs) },
    )
    return fc.record({
      max: fc.constant(max),
      windowMs: fc.constant(windowMs),
      times: fc.tuple(fc.nat(1_000), fc.array(pause, { maxLength: 60, size: 'max' })).map(timesOf),
    })
  })

function timesOf([start, pauses]: [number, number[]]): number[] {
  let now = start
  return [
    now,
    ...pauses.map((pause) => {
      now += pause
      return now
    }),
  ]
}
