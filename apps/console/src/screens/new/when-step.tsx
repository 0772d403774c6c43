import { ApiError } from '@disparo/api'
import { type FormEvent, useState } from 'react'
import { troubleOf } from '../../api/trouble.js'
import { useSendBatch } from '../../api/upload.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Checkbox, Field } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { mappingOf, nameOfFile } from './draft.js'
import styles from './new-screen.module.css'
import { SendSummary } from './send-summary.js'
import type { StepProps } from './step-props.js'

interface WhenStepProps extends StepProps {
  readonly onSent: (id: string) => void
}

/** When it goes and how; the last button says how many messages it sends. */
export function WhenStep({ draft, into, onBack, onSent }: WhenStepProps) {
  const { format } = useSpeech()
  const { wizard } = useMoreWords()
  const { when: words } = wizard
  const { account } = useSigned()
  const [name, setName] = useState(() => nameOfFile(draft.file.name))
  const [time, setTime] = useState<string>()
  const [canary, setCanary] = useState<number>()
  const [isAsked, setIsAsked] = useState(false)
  const sending = useSendBatch(account)
  const { check, file, contentType, key, unique } = draft
  if (!check) return null
  const sendAt = time === undefined ? undefined : new Date(time)
  const isTimeWrong = sendAt !== undefined && !(sendAt.getTime() > Date.now())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (isTimeWrong) return
    const fresh = {
      name: name.trim() || undefined,
      sendAt: sendAt?.toISOString(),
      canary: canary === undefined ? undefined : String(canary),
      unique: unique ? ('to' as const) : undefined,
    }
    sending.mutate(
      {
        ...{ file, contentType, key, mapping: mappingOf(draft), sha256: check.contentSha256 },
        terms: into === undefined ? fresh : { into },
      },
      { onSuccess: ({ id }) => onSent(id) },
    )
  }
  const isChanged = sending.error instanceof ApiError && sending.error.code === 'content-differs'
  return (
    <form className={styles.step} onSubmit={submit} noValidate>
      <h2>{words.title}</h2>
      <div className={styles.two}>
        {into === undefined ? (
          <div className={styles.step}>
            <Field
              label={words.name}
              value={name}
              maxLength={100}
              onChange={({ target }) => setName(target.value)}
            />
            <fieldset className={styles.choice}>
              <legend>{wizard.steps.when}</legend>
              <label>
                <input
                  type="radio"
                  name="when"
                  checked={time === undefined}
                  onChange={() => setTime(undefined)}
                />
                {words.now}
              </label>
              <label>
                <input type="radio" name="when" checked={time !== undefined} onChange={() => setTime('')} />
                {words.later}
              </label>
              {time === undefined ? null : (
                <Field
                  label={words.time}
                  type="datetime-local"
                  value={time}
                  error={isAsked && isTimeWrong ? words.timeWrong : undefined}
                  onChange={({ target }) => setTime(target.value)}
                />
              )}
            </fieldset>
            <Checkbox
              label={words.canary}
              hint={words.canaryHint}
              checked={canary !== undefined}
              onChange={({ target }) => setCanary(target.checked ? 20 : undefined)}
            />
            {canary === undefined ? null : (
              <Field
                label={words.canaryCount}
                type="number"
                min={1}
                max={1_000}
                value={canary}
                onChange={({ target }) => setCanary(Math.min(1_000, Math.max(1, Number(target.value))))}
              />
            )}
          </div>
        ) : (
          <p className={styles.muted}>{wizard.correctLead}</p>
        )}
        <Panel title={words.summary}>
          <SendSummary check={check} isLater={time !== undefined} />
        </Panel>
      </div>
      {isChanged ? (
        <Notice live tone="bad" title={words.changed} />
      ) : (
        <Failure trouble={troubleOf(sending.error)} />
      )}
      <div className={styles.nav}>
        <Button onClick={onBack}>{wizard.back}</Button>
        <Button
          type="submit"
          look="primary"
          className={styles.large}
          busy={sending.isPending}
          disabled={check.enqueued === 0 || isChanged}
        >
          {sending.isPending
            ? words.sending(format.percent(sending.part))
            : words.send(format.number(check.enqueued))}
        </Button>
      </div>
    </form>
  )
}
