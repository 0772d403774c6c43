import type { SuppressionReason } from '@disparo/api'
import { Select } from '../../parts/field.js'
import { useMoreWords } from '../../words/use-words.js'
import { coverages, type Terms, usualCovers } from './terms.js'

interface TermsFieldsProps {
  readonly reasons: readonly SuppressionReason[]
  readonly terms: Terms
  readonly onChange: (terms: Terms) => void
}

/** Why somebody is suppressed, and what is kept from them. */
export function TermsFields({ reasons: offered, terms: { reason, covers }, onChange }: TermsFieldsProps) {
  const { suppressions: words } = useMoreWords()
  const choose = (next: string) => {
    const chosen = offered.find((each) => each === next) ?? 'manual'
    onChange({ reason: chosen, covers: usualCovers[chosen] })
  }
  return (
    <>
      <Select label={words.reason} value={reason} onChange={({ target }) => choose(target.value)}>
        {offered.map((each) => (
          <option key={each} value={each}>
            {words.reasons[each]}
          </option>
        ))}
      </Select>
      <Select
        label={words.covers}
        value={covers}
        onChange={({ target }) =>
          onChange({ reason, covers: coverages.find((each) => each === target.value) ?? 'everything' })
        }
      >
        {coverages.map((each) => (
          <option key={each} value={each}>
            {words.coversWhat[each]}
          </option>
        ))}
      </Select>
    </>
  )
}
