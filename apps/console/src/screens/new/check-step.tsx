import type { BatchCheck, TablePage } from '@disparo/api'
import { useEffect, useState } from 'react'
import { troubleOf } from '../../api/trouble.js'
import { useCheck } from '../../api/upload.js'
import { Loading } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Failure } from '../../parts/failure.js'
import { Checkbox } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { PhonePreview } from '../../parts/phone-preview.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { CheckPills, type Shown } from './check-pills.js'
import { CheckRows } from './check-rows.js'
import { mappingOf } from './draft.js'
import styles from './new-screen.module.css'
import { previewOf } from './preview-of.js'
import type { StepProps } from './step-props.js'

/** Everything that is wrong is seen before anything is sent. */
export function CheckStep({ draft, change, into, onNext, onBack }: StepProps) {
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
      <Failure trouble={troubleOf(checking.error)} />
      {result && !checking.isPending ? <Result draft={draft} result={result} /> : null}
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

interface ResultProps {
  readonly draft: StepProps['draft']
  readonly result: BatchCheck
}

function Result({ draft, result }: ResultProps) {
  const { format } = useSpeech()
  const { check: words } = useMoreWords().wizard
  const [shown, setShown] = useState<Shown>(result.rejected > 0 ? 'error' : 'valid')
  const [row, setRow] = useState<TablePage['rows'][number]>()
  const { overQuota } = result
  return (
    <>
      {result.enqueued === 0 ? <Notice live tone="bad" title={words.noneValid} /> : null}
      {overQuota ? <Notice tone="warn" title={words.quota(format.number(overQuota.max))} /> : null}
      <CheckPills result={result} shown={shown} onShow={setShown} />
      <p className={styles.muted}>{words.hints[shown]}</p>
      <CheckRows key={shown} draft={draft} result={result} shown={shown} onRow={setRow} />
      {row && draft.template ? (
        <Dialog title={words.row(format.number(row.line))} onClose={() => setRow(undefined)}>
          <PhonePreview title={draft.template.name} message={previewOf(draft, draft.template, row.cells)} />
        </Dialog>
      ) : null}
    </>
  )
}
