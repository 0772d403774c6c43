import type { SuppressionCovers, SuppressionReason } from '@disparo/api'
import { type FormEvent, useState } from 'react'
import { useSuppress } from '../../api/suppressions.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Select } from '../../parts/field.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords } from '../../words/use-words.js'
import styles from './suppressions-screen.module.css'

/** A list of the law is imported, and not typed. */
const reasons = ['opt-out', 'complaint', 'invalid-number', 'manual'] as const satisfies SuppressionReason[]
const coverages = ['marketing', 'all-but-otp', 'everything'] as const satisfies SuppressionCovers[]

interface AddFormProps {
  readonly to: string
  readonly onDone: () => void
}

/** Suppresses the person that was looked for. */
export function AddForm({ to, onDone }: AddFormProps) {
  const { suppressions: words } = useMoreWords()
  const { account } = useSigned()
  const [reason, setReason] = useState<SuppressionReason>('opt-out')
  const [covers, setCovers] = useState<SuppressionCovers>('marketing')
  const suppress = useSuppress(account)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    suppress.mutate({ to, reason, covers }, { onSuccess: onDone })
  }
  return (
    <>
      <Failure trouble={troubleOf(suppress.error)} />
      <form className={styles.add} onSubmit={submit}>
        <Select
          label={words.reason}
          value={reason}
          onChange={({ target }) => setReason(reasons.find((each) => each === target.value) ?? 'manual')}
        >
          {reasons.map((each) => (
            <option key={each} value={each}>
              {words.reasons[each]}
            </option>
          ))}
        </Select>
        <Select
          label={words.covers}
          value={covers}
          onChange={({ target }) =>
            setCovers(coverages.find((each) => each === target.value) ?? 'everything')
          }
        >
          {coverages.map((each) => (
            <option key={each} value={each}>
              {words.coversWhat[each]}
            </option>
          ))}
        </Select>
        <div>
          <Button type="submit" busy={suppress.isPending}>
            {words.add}
          </Button>
        </div>
      </form>
    </>
  )
}
