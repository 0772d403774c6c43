import { type FormEvent, useState } from 'react'
import { troubleOf } from '../../api/trouble.js'
import { useSendTest } from '../../api/upload.js'
import { Button } from '../../parts/button.js'
import { Field } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { mappingOf } from './draft.js'
import styles from './new-screen.module.css'
import type { StepProps } from './step-props.js'
import { UploadFailure } from './upload-failure.js'

/** A few rows to one's own phone. The number goes into one request, and is kept nowhere. */
export function TestStep({ draft, onNext, onBack }: StepProps) {
  const { format } = useSpeech()
  const { wizard } = useMoreWords()
  const { test: words } = wizard
  const { account } = useSigned()
  const [first, setFirst] = useState(1)
  const testing = useSendTest(account)
  const trouble = troubleOf(testing.error)
  const isInvalid = trouble?.fields?.some(({ path }) => path === 'test-to') ?? false
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { file, contentType } = draft
    const to = String(new FormData(event.currentTarget).get('to'))
    testing.mutate({ file, contentType, mapping: mappingOf(draft), to, first })
  }
  return (
    <>
      <h2>{words.title}</h2>
      <p className={styles.muted}>{words.lead}</p>
      <form className={styles.fields} onSubmit={submit} autoComplete="off">
        <Field
          label={words.number}
          name="to"
          type="tel"
          autoComplete="off"
          maxLength={64}
          placeholder="(11) 98765-4321"
          error={isInvalid ? words.invalid : undefined}
          required
        />
        <Field
          label={words.rows}
          type="number"
          min={1}
          max={10}
          value={first}
          onChange={({ target }) => setFirst(Math.min(10, Math.max(1, Number(target.value))))}
        />
        <div className={styles.full}>
          <Button type="submit" busy={testing.isPending}>
            {words.send}
          </Button>
        </div>
      </form>
      <div role="status">
        {testing.data ? (
          <Notice tone="good" title={words.sent(format.number(testing.data.tests.length))} />
        ) : null}
      </div>
      {isInvalid ? null : <UploadFailure error={testing.error} />}
      <div className={styles.nav}>
        <Button onClick={onBack}>{wizard.back}</Button>
        <Button look={testing.data ? 'primary' : 'plain'} onClick={onNext}>
          {testing.data ? wizard.next : wizard.skip}
        </Button>
      </div>
    </>
  )
}
