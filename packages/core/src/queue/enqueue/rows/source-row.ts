/** A row of `sendMany`'s input that knows where it stands in its source: problems are told with it. */
export class SourceRow {
  /** A message with its terms, or a `BadRow`. */
  readonly content: unknown
  /** As an editor or a spreadsheet counts it, from 1; none where the source has no lines. */
  readonly line: number | undefined
  /** The words of the source for a field, such as `body2` for `body[1]`. Default: those of the message. */
  readonly pathOf: (path: string) => string

  /** The column of a table that fills a field, from 1. Default: nobody knows. */
  readonly columnOf: (path: string) => number | undefined

  constructor(
    content: unknown,
    line: number | undefined,
    pathOf: (path: string) => string = (path) => path,
    columnOf: (path: string) => number | undefined = () => undefined,
  ) {
    this.content = content
    this.line = line
    this.pathOf = pathOf
    this.columnOf = columnOf
  }
}
