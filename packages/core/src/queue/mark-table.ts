import { personBytes } from './row-marks.js'

/** Words of 4 bytes: the mark's 13 bytes and flags in its fourth word; its place, and the moment it came with. */
const rowWords = 6
/** A person's 7 bytes and a flag. */
const personWords = 2
const firstSlots = 1_024
/** A table is made twice as large when it is fuller. */
const fullest = 0.75

/** Of a row. `noted`: its job is known to be there, or to have been. `seen`: it came in this call. */
const flag = { noted: 0x100, seen: 0x200 } as const
const taken = 0x80000000
const seenPerson = 0x40000000

/**
 * The rows that a batch has, by their marks, and their persons: some 50 bytes a row, so that a million of them fit into a
 * process. Marks are random, so that their own bytes say where they stand (open addressing, linear probing).
 */
export class MarkTable {
  /** How many rows there are; the next one's place is one more. */
  size = 0
  #rows = new Uint32Array(firstSlots * rowWords)
  #persons = new Uint32Array(firstSlots * personWords)
  #personCount = 0

  /** A row's handle; `undefined` where it is not there. It holds until a row is added. */
  find(mark: Buffer): number | undefined {
    const at = this.#slotOf(this.#rows, wordsOf(mark))
    return this.#rows[at + 4] === 0 ? undefined : at
  }

  /** Adds a row at the next place, and its person. */
  add(mark: Buffer): number {
    if ((this.size + 1) * rowWords > this.#rows.length * fullest) this.#growRows()
    const words = wordsOf(mark)
    const at = this.#slotOf(this.#rows, words)
    this.size += 1
    this.#rows.set(words, at)
    this.#rows[at + 4] = this.size
    this.#addPerson(mark)
    return at
  }

  placeOf(row: number): number {
    return this.#rows[row + 4] ?? 0
  }

  isNoted(row: number): boolean {
    return ((this.#rows[row + 3] ?? 0) & flag.noted) !== 0
  }

  note(row: number): void {
    this.#rows[row + 3] = (this.#rows[row + 3] ?? 0) | flag.noted
  }

  /** The moment (any number but 0) that a row came with in this call; 0: it has not come yet. */
  momentOf(row: number): number {
    return ((this.#rows[row + 3] ?? 0) & flag.seen) === 0 ? 0 : (this.#rows[row + 5] ?? 0)
  }

  see(row: number, moment: number): void {
    this.#rows[row + 3] = (this.#rows[row + 3] ?? 0) | flag.seen
    this.#rows[row + 5] = moment
  }

  /** Whether the batch has a row of this person; `inThisCall`: one that came in this call. */
  hasPerson(mark: Buffer, { inThisCall }: { readonly inThisCall: boolean }): boolean {
    const second = this.#persons[this.#personSlot(mark) + 1] ?? 0
    return (second & (inThisCall ? seenPerson : taken)) !== 0
  }

  seePerson(mark: Buffer): void {
    this.#addPerson(mark)
    const at = this.#personSlot(mark) + 1
    this.#persons[at] = (this.#persons[at] ?? 0) | seenPerson
  }

  noteAll(): void {
    for (let at = 0; at < this.#rows.length; at += rowWords) if (this.placeOf(at) > 0) this.note(at)
  }

  /** The places up to `last` of rows that are noted and did not come in this call. */
  unseen(last: number): number[] {
    const places: number[] = []
    for (let at = 0; at < this.#rows.length; at += rowWords) {
      const place = this.placeOf(at)
      const flags = (this.#rows[at + 3] ?? 0) & (flag.noted | flag.seen)
      if (place > 0 && place <= last && flags === flag.noted) places.push(place)
    }
    return places
  }

  #slotOf(rows: Uint32Array, [first, second, third, fourth]: Words): number {
    for (let at = startOf(third, rows.length, rowWords); ; at = (at + rowWords) % rows.length) {
      if (rows[at + 4] === 0) return at
      if (rows[at] !== first || rows[at + 1] !== second || rows[at + 2] !== third) continue
      if (((rows[at + 3] ?? 0) & 0xff) === fourth) return at
    }
  }

  #growRows(): void {
    const old = this.#rows
    const rows = new Uint32Array(old.length * 2)
    for (let from = 0; from < old.length; from += rowWords) {
      if (old[from + 4] === 0) continue
      let at = startOf(old[from + 2] ?? 0, rows.length, rowWords)
      while (rows[at + 4] !== 0) at = (at + rowWords) % rows.length
      rows.set(old.subarray(from, from + rowWords), at)
    }
    this.#rows = rows
  }

  #personSlot(mark: Buffer, persons = this.#persons): number {
    const [first, second] = personOf(mark)
    for (let at = startOf(first, persons.length, personWords); ; at = (at + personWords) % persons.length) {
      const found = persons[at + 1] ?? 0
      if ((found & taken) === 0 || (persons[at] === first && (found & 0xffffff) === second)) return at
    }
  }

  #addPerson(mark: Buffer): void {
    const at = this.#personSlot(mark)
    if (((this.#persons[at + 1] ?? 0) & taken) !== 0) return
    const [first, second] = personOf(mark)
    this.#persons[at] = first
    this.#persons[at + 1] = (second | taken) >>> 0
    this.#personCount += 1
    if (this.#personCount * personWords > this.#persons.length * fullest) this.#growPersons()
  }

  #growPersons(): void {
    const old = this.#persons
    const persons = new Uint32Array(old.length * 2)
    for (let from = 0; from < old.length; from += personWords) {
      if (((old[from + 1] ?? 0) & taken) === 0) continue
      let at = startOf(old[from] ?? 0, persons.length, personWords)
      while (((persons[at + 1] ?? 0) & taken) !== 0) at = (at + personWords) % persons.length
      persons.set(old.subarray(from, from + personWords), at)
    }
    this.#persons = persons
  }
}

type Words = readonly [number, number, number, number]

function wordsOf(mark: Buffer): Words {
  return [mark.readUInt32LE(0), mark.readUInt32LE(4), mark.readUInt32LE(8), mark[12] ?? 0]
}

function personOf(mark: Buffer): readonly [number, number] {
  return [mark.readUInt32LE(0), mark.readUIntLE(4, personBytes - 4)]
}

function startOf(random: number, length: number, words: number): number {
  return (random % (length / words)) * words
}
