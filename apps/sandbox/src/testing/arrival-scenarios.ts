import { createRandom } from '../random.js'

export interface Scenario {
  /** Makes this scenario again. */
  readonly seed: number
  readonly max: number
  readonly windowMs: number
  /** Never decreasing; with bursts, pauses, and moments exactly a window apart. */
  readonly times: readonly number[]
}

/** `count` different stretches of requests, the same ones in every run. */
export function* scenarios(count: number): Generator<Scenario> {
  for (let seed = 1; seed <= count; seed += 1) {
    const random = createRandom(seed)
    const upTo = (most: number) => Math.floor(random() * (most + 1))
    const max = 1 + upTo(7)
    const windowMs = 1 + upTo(40)
    let now = upTo(1_000)
    const times = Array.from({ length: 1 + upTo(60) }, () => {
      const kind = random()
      if (kind > 0.5) now += kind > 0.9 ? windowMs : upTo(Math.ceil(windowMs / max))
      return now
    })
    yield { seed, max, windowMs, times }
  }
}
