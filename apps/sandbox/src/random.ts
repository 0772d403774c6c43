/** Draws from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number

/** A repeatable generator: the same seed (an unsigned 32-bit integer) always gives the same draws. */
export function createRandom(seed: number): Random {
  let counter = scramble(seed)
  return () => {
    counter = (counter + 0x9e3779b9) >>> 0
    return scramble(counter) / 2 ** 32
  }
}

/** Generators of neighbouring numbers (message 1, message 2, …) must not resemble each other. */
export function createRandomFor(seed: number, n: number): Random {
  return createRandom(scramble(seed) ^ scramble(n + 1))
}

function scramble(value: number): number {
  let mixed = value >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
