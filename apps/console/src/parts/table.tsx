import type { ReactNode } from 'react'
import { classes } from './classes.js'
import styles from './table.module.css'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  readonly isNumber?: boolean
  /** The one that names the row: its header. */
  readonly isName?: boolean
  /** It takes the room that is left. */
  readonly isWide?: boolean
}

interface TableProps<Row> {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
}

/** Rows in columns; on a narrow screen each row is a card, with its columns' names beside what they say. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll must be reached by the keyboard.
    <div className={styles.frame} tabIndex={0}>
      {/* biome-ignore lint/a11y/noRedundantRoles: without its display a table is none for screen readers. */}
      <table className={styles.table} role="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Title key={column.id} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What a column of buttons has at its top names nothing, and is no header. */
function Title<Row>({ column: { title, isNumber, isWide } }: { readonly column: Column<Row> }) {
  if (title === '') return <td />
  return (
    <th scope="col" className={classes(isNumber && styles.number, isWide && styles.wide)}>
      {title}
    </th>
  )
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { title, cell, isNumber, isName } = column
  const className = classes(isNumber && styles.number, isName && styles.name)
  if (isName)
    return (
      <th scope="row" className={className}>
        {cell(row)}
      </th>
    )
  return (
    <td className={className} data-title={title}>
      {cell(row)}
    </td>
  )
}
