import { PersonHashSet } from './person-hash-set.js'
import { RowHashTable } from './row-hash-table.js'

/** So many that none of them is large: one that grows is copied in a piece, and everybody waits for it. */
const parts = 64

/**
 * The rows that a batch has, by their marks, and their persons: some 50 bytes a row, so that a million of them fit into a
 * process.
 */
export class RowIndex {
  /** How many rows there are; the next one's place is one more. */
  size = 0
  readonly #rows = Array.from({ length: parts }, () => new RowHashTable())
  readonly #persons = Array.from({ length: parts }, () => new PersonHashSet())

  /** A row's handle; `undefined` where it is not there. It holds until a row is added. */
  find(mark: Buffer): number | undefined {
    const part = partOfRow(mark)
    const at = this.#rowsIn(part).find(mark)
    return at === undefined ? undefined : at * parts + part
  }

  /** Adds a row at the next place, and its person, unless it counts no more. */
  add(mark: Buffer, { isWithdrawn = false } = {}): number {
    this.size += 1
    const part = partOfRow(mark)
    const at = this.#rowsIn(part).add(mark, this.size)
    if (!isWithdrawn) this.#personsOf(mark).add(mark)
    return at * parts + part
  }

  placeOf(row: number): number {
    return this.#rowsIn(row % parts).placeOf(Math.floor(row / parts))
  }

  isNoted(row: number): boolean {
    return this.#rowsIn(row % parts).isNoted(Math.floor(row / parts))
  }

  note(row: number): void {
    this.#rowsIn(row % parts).note(Math.floor(row / parts))
  }

  /** The moment (any number but 0) that a row came with in this call; 0: it has not come yet. */
  momentOf(row: number): number {
    return this.#rowsIn(row % parts).momentOf(Math.floor(row / parts))
  }

  see(row: number, moment: number): void {
    this.#rowsIn(row % parts).see(Math.floor(row / parts), moment)
  }

  /** Whether the batch has a row of this person; `inThisCall`: one that came in this call. */
  hasPerson(mark: Buffer, { inThisCall }: { readonly inThisCall: boolean }): boolean {
    return this.#personsOf(mark).has(mark, inThisCall)
  }

  seePerson(mark: Buffer): void {
    this.#personsOf(mark).see(mark)
  }

  noteAll(): void {
    for (const rows of this.#rows) rows.noteAll()
  }

  /** The places up to `last`, in order, of rows that are noted and did not come in this call. */
  unseen(last: number): number[] {
    const isUnseen = new Uint8Array(last + 1)
    for (const rows of this.#rows) {
      for (const place of rows.unseen()) if (place <= last) isUnseen[place] = 1
    }
    const places: number[] = []
    for (let place = 1; place <= last; place++) if (isUnseen[place] === 1) places.push(place)
    return places
  }

  #rowsIn(part: number): RowHashTable {
    return this.#rows[part] as RowHashTable
  }

  #personsOf(mark: Buffer): PersonHashSet {
    // A byte that says nothing of where a person stands within a part.
    return this.#persons[(mark[6] ?? 0) % parts] as PersonHashSet
  }
}

/** Of the content, for rows of one person have its bytes in common. */
function partOfRow(mark: Buffer): number {
  return (mark[12] ?? 0) % parts
}
