import type { TablePage } from '@disparo/api'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { type CellProblem, describeProblem } from './row-problems.js'
import styles from './rows-grid.module.css'

interface RowsGridProps {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: TablePage['rows']
  readonly problems?: ReadonlyMap<number, readonly CellProblem[]>
  /** Default: rows cannot be chosen. */
  readonly onRow?: (row: TablePage['rows'][number]) => void
}

/** Rows as the spreadsheet has them, by its own line numbers, with what is wrong in the very cell. */
export function RowsGrid({ caption, columns, rows, problems, onRow }: RowsGridProps) {
  const { format } = useSpeech()
  const { file, check, problems: words } = useMoreWords().wizard
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
            const wrong = problems?.get(row.row) ?? []
            return (
              <tr key={row.row}>
                <th scope="row">
                  {onRow ? (
                    <button
                      type="button"
                      aria-label={`${check.row(format.number(row.line))}: ${check.showPreview}`}
                      onClick={() => onRow(row)}
                    >
                      {format.number(row.line)}
                    </button>
                  ) : (
                    format.number(row.line)
                  )}
                  <Problems of={wrong.filter(({ column }) => column < 0)} words={words} />
                </th>
                {columns.map((name, column) => {
                  const here = wrong.filter((problem) => problem.column === column)
                  return (
                    <td key={column} data-wrong={here.length > 0 || undefined} data-column={name}>
                      {row.cells[column] ?? ''}
                      <Problems of={here} words={words} />
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

interface ProblemsProps {
  readonly of: readonly CellProblem[]
  readonly words: Parameters<typeof describeProblem>[1]
}

function Problems({ of, words }: ProblemsProps) {
  return of.map(({ message }) => <small key={message}>{describeProblem(message, words)}</small>)
}
