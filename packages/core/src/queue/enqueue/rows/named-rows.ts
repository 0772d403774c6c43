/** Where a row stands: `row` counts from 1, `line` as an editor or a spreadsheet does. */
export interface NamedRow {
  readonly row: number
  readonly line?: number
}

/** A row that would not be sent, and the code of why (`suppressed-opt-out` …). */
export interface SuppressedRow extends NamedRow {
  readonly reason: string
}

type Counted = 'unchanged' | 'repeated' | 'duplicates' | 'samePerson'

/** Which rows a check has counted as what: the first 1,000 of each, in their order. */
export type CountedRows = Readonly<Record<Counted, readonly NamedRow[]>> & {
  readonly suppressed: readonly SuppressedRow[]
}

/** So many of each are named. */
export const mostNamed = 1_000

/** Remembers which rows were counted as what, `most` of each. */
export class RowNames {
  readonly #most: number
  readonly #rows: { readonly [Name in Counted]: NamedRow[] } & { readonly suppressed: SuppressedRow[] } = {
    ...{ unchanged: [], repeated: [], duplicates: [], samePerson: [], suppressed: [] },
  }

  constructor(most: number) {
    this.#most = most
  }

  note(counted: Counted, row: WithPlace): void {
    const rows = this.#rows[counted]
    if (rows.length < this.#most) rows.push(nameRow(row))
  }

  noteSuppressed(row: WithPlace, reason: string): void {
    const { suppressed } = this.#rows
    if (suppressed.length < this.#most) suppressed.push({ ...nameRow(row), reason })
  }

  list(): CountedRows {
    const { unchanged, repeated, duplicates, samePerson, suppressed } = this.#rows
    return {
      unchanged: unchanged.toSorted(inOrder),
      repeated: repeated.toSorted(inOrder),
      duplicates: duplicates.toSorted(inOrder),
      samePerson: samePerson.toSorted(inOrder),
      suppressed: suppressed.toSorted(inOrder),
    }
  }
}

/** A row, and its line where its input has any. */
interface WithPlace {
  readonly row: number
  readonly line?: number | undefined
}

export function nameRow({ row, line }: WithPlace): NamedRow {
  return line === undefined ? { row } : { row, line }
}

export function inOrder(one: NamedRow, other: NamedRow): number {
  return one.row - other.row
}
