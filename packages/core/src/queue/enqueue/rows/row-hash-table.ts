/** Words of 4 bytes: the mark's 13 bytes and flags in its fourth word; its place, and the moment it came with. */
const rowWords = 6
const firstSlots = 16
/** A table is made twice as large when it is fuller. */
const fullest = 0.75

/** `noted`: its job is known to be there, or to have been. `seen`: it came in this call. */
const flag = { noted: 0x100, seen: 0x200 } as const

/** Rows by their marks, which are random, so that their own bytes say where they stand (open addressing, linear probing). */
export class RowHashTable {
  #count = 0
  #words = new Uint32Array(firstSlots * rowWords)

  find(mark: Buffer): number | undefined {
    const at = this.#slotOf(wordsOf(mark))
    return this.#words[at + 4] === 0 ? undefined : at
  }

  add(mark: Buffer, place: number): number {
    if ((this.#count + 1) * rowWords > this.#words.length * fullest) this.#grow()
    const words = wordsOf(mark)
    const at = this.#slotOf(words)
    this.#count += 1
    this.#words.set(words, at)
    this.#words[at + 4] = place
    return at
  }

  placeOf(at: number): number {
    return this.#words[at + 4] ?? 0
  }

  isNoted(at: number): boolean {
    return ((this.#words[at + 3] ?? 0) & flag.noted) !== 0
  }

  note(at: number): void {
    this.#words[at + 3] = (this.#words[at + 3] ?? 0) | flag.noted
  }

  momentOf(at: number): number {
    return ((this.#words[at + 3] ?? 0) & flag.seen) === 0 ? 0 : (this.#words[at + 5] ?? 0)
  }

  see(at: number, moment: number): void {
    this.#words[at + 3] = (this.#words[at + 3] ?? 0) | flag.seen
    this.#words[at + 5] = moment
  }

  noteAll(): void {
    for (let at = 0; at < this.#words.length; at += rowWords) if (this.placeOf(at) > 0) this.note(at)
  }

  /** The places of those that are noted and did not come in this call. */
  *unseen(): Generator<number> {
    for (let at = 0; at < this.#words.length; at += rowWords) {
      const flags = (this.#words[at + 3] ?? 0) & (flag.noted | flag.seen)
      if (this.placeOf(at) > 0 && flags === flag.noted) yield this.placeOf(at)
    }
  }

  #slotOf([first, second, third, fourth]: Words): number {
    const words = this.#words
    for (let at = startOf(third, words.length); ; at = (at + rowWords) % words.length) {
      if (words[at + 4] === 0) return at
      if (words[at] !== first || words[at + 1] !== second || words[at + 2] !== third) continue
      if (((words[at + 3] ?? 0) & 0xff) === fourth) return at
    }
  }

  #grow(): void {
    const old = this.#words
    const words = new Uint32Array(old.length * 2)
    for (let from = 0; from < old.length; from += rowWords) {
      if (old[from + 4] === 0) continue
      let at = startOf(old[from + 2] ?? 0, words.length)
      while (words[at + 4] !== 0) at = (at + rowWords) % words.length
      for (let word = 0; word < rowWords; word++) words[at + word] = old[from + word] ?? 0
    }
    this.#words = words
  }
}

type Words = readonly [number, number, number, number]

function wordsOf(mark: Buffer): Words {
  return [mark.readUInt32LE(0), mark.readUInt32LE(4), mark.readUInt32LE(8), mark[12] ?? 0]
}

function startOf(random: number, length: number): number {
  return (random % (length / rowWords)) * rowWords
}
