import { type FormEvent, useState } from 'react'
import { useSuppress } from '../../api/suppressions.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords } from '../../words/use-words.js'
import styles from './suppressions-screen.module.css'
import { reasons, type Terms } from './terms.js'
import { TermsFields } from './terms-fields.js'

/** A list of the law is imported, and not typed. */
const typed = reasons.filter((reason) => reason !== 'legal-list')

interface AddFormProps {
  readonly to: string
  readonly onDone: () => void
}

/** Suppresses the person that was looked for. */
export function AddForm({ to, onDone }: AddFormProps) {
  const { suppressions: words } = useMoreWords()
  const { account } = useSigned()
  const [terms, setTerms] = useState<Terms>({ reason: 'opt-out', covers: 'marketing' })
  const suppress = useSuppress(account)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    suppress.mutate({ to, ...terms }, { onSuccess: onDone })
  }
  return (
    <>
      <Failure trouble={troubleOf(suppress.error)} />
      <form className={styles.add} onSubmit={submit}>
        <TermsFields reasons={typed} terms={terms} onChange={setTerms} />
        <div>
          <Button type="submit" busy={suppress.isPending}>
            {words.add}
          </Button>
        </div>
      </form>
    </>
  )
}
