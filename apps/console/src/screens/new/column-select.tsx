import { Select } from '../../parts/field.js'
import { useMoreWords } from '../../words/use-words.js'
import { cellOf, type Draft } from './draft.js'
import type { WantedField } from './guess-mapping.js'

interface ColumnSelectProps {
  readonly wanted: WantedField
  readonly draft: Draft
  readonly error: string | undefined
  readonly onChoose: (column: string) => void
}

/** The column that fills one field, with what stands in it first. */
export function ColumnSelect({ wanted, draft, error, onChoose }: ColumnSelectProps) {
  const { columns: words } = useMoreWords().wizard
  const { field, kind, name, required } = wanted
  const labels = {
    phone: words.phone,
    variable: words.variable(name),
    header: words.header[field as keyof typeof words.header],
    button: words.button(name),
    reference: words.reference,
  }
  const example = draft.table.rows
    .map(({ cells }) => cellOf(draft, cells, field))
    .find((cell) => cell.trim() !== '')
  return (
    <Select
      label={labels[kind]}
      value={draft.columns[field] ?? ''}
      hint={example === undefined ? undefined : words.example(example)}
      error={error}
      onChange={({ target }) => onChoose(target.value)}
    >
      <option value="">{required ? words.choose : words.notUsed}</option>
      {draft.table.columns
        .filter((column) => column.trim() !== '')
        .map((column) => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
    </Select>
  )
}
