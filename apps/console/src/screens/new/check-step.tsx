import { useEffect } from 'react'
import { useCheck } from '../../api/upload.js'
import { Loading } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { Checkbox } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { CheckResult } from './check-result.js'
import { mappingOf } from './draft.js'
import styles from './new-screen.module.css'
import type { StepProps } from './step-props.js'
import { UploadFailure } from './upload-failure.js'

/** Everything that is wrong is seen before anything is sent. */
export function CheckStep({ draft, change, into, onNext, onBack, onOtherFile }: StepProps) {
  const { format } = useSpeech()
  const { wizard } = useMoreWords()
  const { account } = useSigned()
  const checking = useCheck(account)
  const { check: result, file, contentType, unique } = draft
  const run = (isUnique: boolean) =>
    checking.mutate(
      { file, contentType, mapping: mappingOf(draft), terms: { into, unique: isUnique ? 'to' : undefined } },
      { onSuccess: (checked) => change({ check: checked }) },
    )
  useEffect(() => {
    if (!result) run(unique)
  }, [])
  return (
    <>
      <h2>{wizard.check.title}</h2>
      {checking.isPending ? (
        <>
          <p role="status">{wizard.check.checking(format.percent(checking.part))}</p>
          <Loading label={wizard.check.checking('')} lines={6} />
        </>
      ) : null}
      <UploadFailure error={checking.error} />
      {result && !checking.isPending ? <CheckResult draft={draft} result={result} /> : null}
      {result && result.samePerson > 0 && into === undefined ? (
        <Notice tone="warn" title={wizard.check.samePerson(format.number(result.samePerson))}>
          <Checkbox
            label={wizard.check.unique}
            checked={unique}
            onChange={({ target }) => {
              change({ unique: target.checked })
              run(target.checked)
            }}
          />
        </Notice>
      ) : null}
      <div className={styles.nav}>
        <Button onClick={onBack}>{wizard.back}</Button>
        {checking.error ? <Button onClick={() => run(unique)}>{wizard.check.again}</Button> : null}
        {checking.error || (result && result.rejected > 0) ? (
          <Button onClick={onOtherFile}>{wizard.check.otherFile}</Button>
        ) : null}
        <Button
          look="primary"
          disabled={!result || result.enqueued === 0 || checking.isPending}
          onClick={onNext}
        >
          {wizard.next}
        </Button>
      </div>
    </>
  )
}
