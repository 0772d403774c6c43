/** Told of each record; `false`: no more are wanted. */
type OnRecord = (cells: string[]) => boolean

/**
 * Tells the records of a CSV apart (RFC 4180) as its text comes in parts. A quote within an unquoted cell is text, as for the service.
 */
export class CsvReader {
  readonly #delimiter: string
  readonly #onRecord: OnRecord
  #cells: string[] = []
  #cell = ''
  #state: 'start' | 'plain' | 'quoted' | 'closed' = 'start'
  #wasReturn = false
  #isOver = false

  constructor(delimiter: string, onRecord: OnRecord) {
    this.#delimiter = delimiter
    this.#onRecord = onRecord
  }

  /** @returns whether more is wanted */
  write(text: string): boolean {
    for (let at = 0; at < text.length && !this.#isOver; at += 1) this.#take(text[at] as string)
    return !this.#isOver
  }

  end(): void {
    if (!this.#isOver && (this.#state !== 'start' || this.#cells.length > 0)) this.#endRecord()
  }

  #take(char: string): void {
    const wasReturn = this.#wasReturn
    this.#wasReturn = false
    if (this.#state === 'quoted') {
      if (char === '"') this.#state = 'closed'
      else this.#cell += char
      return
    }
    if (char === '"' && this.#state !== 'plain') {
      // A second quote after one that seemed to close the cell is one of its text.
      if (this.#state === 'closed') this.#cell += char
      this.#state = 'quoted'
    } else if (char === this.#delimiter) this.#endCell()
    else if (char === '\n' || char === '\r') {
      this.#wasReturn = char === '\r'
      if (!(wasReturn && char === '\n')) this.#endRecord()
    } else {
      this.#state = 'plain'
      this.#cell += char
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    this.#cell = ''
    this.#state = 'start'
  }

  #endRecord(): void {
    this.#endCell()
    const cells = this.#cells
    this.#cells = []
    this.#isOver = !this.#onRecord(cells)
  }
}
