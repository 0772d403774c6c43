import { createHash } from 'node:crypto'

/** 0 to below 1. */
export type Random = () => number

/** The same numbers for the same seed and names, whatever else runs beside. The generator is mulberry32. */
export function createRandom(seed: number, ...names: readonly (string | number)[]): Random {
  let state = createHash('sha256')
    .update([seed, ...names].join('\n'))
    .digest()
    .readUInt32LE()
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `least` to `most`, both included. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1))
}
