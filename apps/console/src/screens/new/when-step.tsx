import { ApiError, type BatchCheck } from '@disparo/api'
import { type FormEvent, useState } from 'react'
import { useSendBatch } from '../../api/upload.js'
import { Button } from '../../parts/button.js'
import { Checkbox } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { mappingOf } from './draft.js'
import styles from './new-screen.module.css'
import { sendableOf } from './pills.js'
import { SendSummary } from './send-summary.js'
import { sendTerms, timeTrouble } from './send-terms.js'
import type { StepProps } from './step-props.js'
import { TermFields } from './term-fields.js'
import { UploadFailure } from './upload-failure.js'
import { useTermsCheck } from './use-terms-check.js'

interface WhenStepProps extends StepProps {
  readonly onSent: (id: string) => void
}

/** When it goes and how; the last button says how many messages it sends. */
export function WhenStep(props: WhenStepProps) {
  const { check } = props.draft
  return check ? <Terms {...props} check={check} /> : null
}

function Terms({
  draft,
  change,
  into,
  onBack,
  onOtherFile,
  onSent,
  check,
}: WhenStepProps & { check: BatchCheck }) {
  const { format } = useSpeech()
  const { wizard } = useMoreWords()
  const { when: words } = wizard
  const { account } = useSigned()
  const [isAsked, setIsAsked] = useState(false)
  const sending = useSendBatch(account)
  const { file, contentType, key, terms } = draft
  const outlook = useTermsCheck(draft, { into, account })
  const isReplaced = terms.replace === true && check.rejected === 0
  const wrongTime = timeTrouble(terms.time, Date.now())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (wrongTime && into === undefined) return
    sending.mutate(
      {
        ...{ file, contentType, key, mapping: mappingOf(draft), sha256: check.contentSha256 },
        terms: sendTerms({ ...draft, terms: { ...terms, replace: isReplaced } }, into),
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
          <TermFields
            terms={terms}
            quietHours={check.quietHours}
            quiet={outlook.check.quiet}
            timeError={isAsked && wrongTime ? words[wrongTime] : undefined}
            onChange={(next) => change({ terms: { ...terms, ...next } })}
          />
        ) : (
          <div>
            <p className={styles.muted}>{wizard.correctLead}</p>
            <Checkbox
              label={words.replace}
              hint={check.rejected > 0 ? words.replaceNot : words.replaceHint}
              disabled={check.rejected > 0}
              checked={isReplaced}
              onChange={({ target }) => change({ terms: { ...terms, replace: target.checked } })}
            />
          </div>
        )}
        <Panel title={words.summary}>
          <SendSummary {...outlook} time={wrongTime ? undefined : terms.time} />
        </Panel>
      </div>
      {isChanged ? (
        <Notice
          live
          tone="bad"
          title={words.changed}
          actions={<Button onClick={onOtherFile}>{words.choose}</Button>}
        >
          {words.changedHint}
        </Notice>
      ) : (
        <UploadFailure error={sending.error} />
      )}
      <div className={styles.nav}>
        <Button onClick={onBack}>{wizard.back}</Button>
        <Button
          type="submit"
          look="primary"
          className={styles.large}
          busy={sending.isPending}
          disabled={(check.enqueued === 0 && !isReplaced) || isChanged}
        >
          {sending.isPending
            ? words.sending(format.percent(sending.part))
            : words.send(format.number(sendableOf(outlook.check)))}
        </Button>
      </div>
    </form>
  )
}
