import type { Batch } from '@disparo/api'
import { useState } from 'react'
import { figuresOf } from '../../api/batch-figures.js'
import { type RetryResult, useReasons, useRetry } from '../../api/campaign.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Failure } from '../../parts/failure.js'
import { Select } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { useSigned } from '../../shell/session.js'
import { useFailureWords, useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './campaign-screen.module.css'

interface RetryDialogProps {
  readonly batch: Batch
  readonly onClose: () => void
}

/** Sends again what failed, all of it or what failed for one reason; says what stayed, and why. */
export function RetryDialog({ batch, onClose }: RetryDialogProps) {
  const { words, format } = useSpeech()
  const { campaign } = useMoreWords()
  const { account } = useSigned()
  const place = { account, id: batch.id }
  const [reason, setReason] = useState('')
  const retry = useRetry(place)
  const { data } = useReasons(place, false)
  const explain = useFailureWords()
  const { title, lead, which, all, submit } = campaign.retryDialog
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{retry.data ? words.common.close : words.common.cancel}</Button>
          {retry.data ? null : (
            <Button look="primary" busy={retry.isPending} onClick={() => retry.mutate(reason || undefined)}>
              {submit}
            </Button>
          )}
        </>
      }
    >
      <Failure trouble={troubleOf(retry.error)} />
      {retry.data ? (
        <Result result={retry.data} />
      ) : (
        <>
          <p>{lead(format.number(figuresOf(batch).failed))}</p>
          <Select label={which} value={reason} onChange={({ target }) => setReason(target.value)}>
            <option value="">{all}</option>
            {(data?.reasons ?? [])
              .filter(({ retry: helps }) => helps !== 'never')
              .map((each) => (
                <option key={each.code} value={each.code}>
                  {format.number(each.count)} · {explain(each.code).reason}
                </option>
              ))}
          </Select>
        </>
      )}
    </Dialog>
  )
}

function Result({ result: { retried, kept } }: { readonly result: RetryResult }) {
  const { format } = useSpeech()
  const { retryDialog } = useMoreWords().campaign
  const why: Readonly<Record<string, string>> = retryDialog.keptWhy
  const rest = Object.entries(kept).filter(([, count]) => count > 0)
  return (
    <Notice live tone={retried > 0 ? 'good' : 'info'} title={retryDialog.result(format.number(retried))}>
      {rest.length > 0 ? (
        <ul className={styles.list}>
          {rest.map(([code, count]) => (
            <li key={code}>{retryDialog.kept(format.number(count), why[code] ?? code)}</li>
          ))}
        </ul>
      ) : null}
    </Notice>
  )
}
