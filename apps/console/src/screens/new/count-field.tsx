import { Checkbox, Field } from '../../parts/field.js'

interface CountFieldProps {
  readonly label: string
  /** What it does, in one line. */
  readonly hint: string
  readonly countLabel: string
  readonly most: number
  /** What it begins with when it is chosen. */
  readonly usual: number
  /** Absent: it is not chosen. */
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
}

/** Something that may be chosen, and then has a number. */
export function CountField(props: CountFieldProps) {
  const { label, hint, countLabel, most, usual, value, onChange } = props
  const bounded = (text: string) => Math.min(most, Math.max(1, Math.floor(Number(text)) || 1))
  return (
    <>
      <Checkbox
        label={label}
        hint={hint}
        checked={value !== undefined}
        onChange={({ target }) => onChange(target.checked ? usual : undefined)}
      />
      {value === undefined ? null : (
        <Field
          label={countLabel}
          type="number"
          min={1}
          max={most}
          value={value}
          onChange={({ target }) => onChange(bounded(target.value))}
        />
      )}
    </>
  )
}
