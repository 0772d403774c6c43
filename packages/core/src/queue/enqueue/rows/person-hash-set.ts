import { personBytes } from './row-hash.js'

/** A person's 7 bytes and a flag, in words of 4 bytes. */
const personWords = 2
const firstSlots = 16
/** A table is made twice as large when it is fuller. */
const fullest = 0.75

const taken = 0x80000000
const seen = 0x40000000

/** Persons by the first bytes of their rows' marks, which are random (open addressing, linear probing). */
export class PersonHashSet {
  #count = 0
  #words = new Uint32Array(firstSlots * personWords)

  /** `inThisCall`: somebody who was seen. */
  has(mark: Buffer, inThisCall: boolean): boolean {
    return ((this.#words[this.#slotOf(mark) + 1] ?? 0) & (inThisCall ? seen : taken)) !== 0
  }

  add(mark: Buffer): void {
    const at = this.#slotOf(mark)
    if (((this.#words[at + 1] ?? 0) & taken) !== 0) return
    const [first, second] = personOf(mark)
    this.#words[at] = first
    this.#words[at + 1] = (second | taken) >>> 0
    this.#count += 1
    if (this.#count * personWords > this.#words.length * fullest) this.#grow()
  }

  see(mark: Buffer): void {
    this.add(mark)
    const at = this.#slotOf(mark) + 1
    this.#words[at] = (this.#words[at] ?? 0) | seen
  }

  #slotOf(mark: Buffer): number {
    const words = this.#words
    const [first, second] = personOf(mark)
    for (let at = startOf(first, words.length); ; at = (at + personWords) % words.length) {
      const found = words[at + 1] ?? 0
      if ((found & taken) === 0 || (words[at] === first && (found & 0xffffff) === second)) return at
    }
  }

  #grow(): void {
    const old = this.#words
    const words = new Uint32Array(old.length * 2)
    for (let from = 0; from < old.length; from += personWords) {
      if (((old[from + 1] ?? 0) & taken) === 0) continue
      let at = startOf(old[from] ?? 0, words.length)
      while (((words[at + 1] ?? 0) & taken) !== 0) at = (at + personWords) % words.length
      words[at] = old[from] ?? 0
      words[at + 1] = old[from + 1] ?? 0
    }
    this.#words = words
  }
}

function personOf(mark: Buffer): readonly [number, number] {
  return [mark.readUInt32LE(0), mark.readUIntLE(4, personBytes - 4)]
}

function startOf(random: number, length: number): number {
  return (random % (length / personWords)) * personWords
}
