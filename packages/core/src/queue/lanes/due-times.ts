/** So many messages that may not go before a moment, epoch ms. */
export interface DueCount {
  readonly at: number
  readonly count: number
}

const mostMoments = 1_000

/**
 * How many messages of a batch may go when, in bounded memory: of more than a thousand moments those next to each other
 * count as the last of them.
 */
export class DueTimes {
  #widthMs = 1
  #byBucket = new Map<number, DueCount>()

  add(at: number, count = 1): void {
    const bucket = Math.floor(at / this.#widthMs)
    const known = this.#byBucket.get(bucket) ?? { at, count: 0 }
    this.#byBucket.set(bucket, { at: Math.max(known.at, at), count: known.count + count })
    if (this.#byBucket.size > mostMoments) this.#widen()
  }

  list(): DueCount[] {
    return [...this.#byBucket.values()]
  }

  #widen(): void {
    const known = this.list()
    this.#widthMs *= 2
    this.#byBucket = new Map()
    for (const { at, count } of known) this.add(at, count)
  }
}
