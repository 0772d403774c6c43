import type { TablePage } from '@disparo/api'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import type { RowNote } from './row-notes.js'
import styles from './rows-grid.module.css'

interface RowsGridProps {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: TablePage['rows']
  readonly notes?: ReadonlyMap<number, readonly RowNote[]>
  /** Default: rows cannot be chosen. */
  readonly onRow?: (row: TablePage['rows'][number]) => void
}

/** Rows as the spreadsheet has them, by its own line numbers, with what is wrong in the very cell. */
export function RowsGrid({ caption, columns, rows, notes, onRow }: RowsGridProps) {
  const { format } = useSpeech()
  const { file, check } = useMoreWords().wizard
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={styles.grid} tabIndex={0} aria-label={caption}>
      <table>
        <thead>
          <tr>
            <th scope="col">{file.line}</th>
            {columns.map((name, column) => (
              <th scope="col" key={column}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const all = notes?.get(row.row) ?? []
            return (
              <tr key={row.row} data-chosen={onRow ? 'may' : undefined} onClick={() => onRow?.(row)}>
                <th scope="row">
                  {onRow ? (
                    <button
                      type="button"
                      aria-label={`${check.row(format.number(row.line))}: ${check.showPreview}`}
                    >
                      {format.number(row.line)}
                    </button>
                  ) : (
                    format.number(row.line)
                  )}
                  <Notes of={all.filter(({ column }) => column < 0)} />
                </th>
                {columns.map((name, column) => {
                  const here = all.filter((note) => note.column === column)
                  return (
                    <td key={column} data-wrong={here.length > 0 || undefined} data-column={name}>
                      {row.cells[column] ?? ''}
                      <Notes of={here} />
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Notes({ of }: { readonly of: readonly RowNote[] }) {
  return of.map(({ text, tone }) => (
    <small key={text} data-tone={tone}>
      {text}
    </small>
  ))
}
