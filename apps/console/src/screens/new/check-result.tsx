import type { BatchCheck, TablePage } from '@disparo/api'
import { useMemo, useState } from 'react'
import { Notice } from '../../parts/notice.js'
import { useFailureWords, useMoreWords, useSpeech } from '../../words/use-words.js'
import { CheckPills } from './check-pills.js'
import { CheckRows } from './check-rows.js'
import type { Draft } from './draft.js'
import styles from './new-screen.module.css'
import type { Pill } from './pills.js'
import { RowDialog } from './row-dialog.js'
import { notesByRow } from './row-notes.js'

interface CheckResultProps {
  readonly draft: Draft
  readonly result: BatchCheck
}

/** What a check has found: how many rows are what, and the rows. */
export function CheckResult({ draft, result }: CheckResultProps) {
  const { format } = useSpeech()
  const { wizard } = useMoreWords()
  const { check: words } = wizard
  const failureWords = useFailureWords()
  const [shown, setShown] = useState<Pill>(result.rejected > 0 ? 'error' : 'valid')
  const [row, setRow] = useState<TablePage['rows'][number]>()
  const { overQuota } = result
  const saying = {
    ...{ words: wizard, number: format.number },
    reasonOf: (code: string) => failureWords(code).reason,
  }
  const notes = useMemo(() => notesByRow(result, saying), [result, wizard])
  return (
    <>
      {result.enqueued === 0 ? <Notice live tone="bad" title={words.noneValid} /> : null}
      {overQuota ? <Notice tone="warn" title={words.quota(format.number(overQuota.max))} /> : null}
      <CheckPills result={result} shown={shown} onShow={setShown} />
      <p className={styles.muted}>{words.hints[shown]}</p>
      <CheckRows key={shown} draft={draft} result={result} shown={shown} notes={notes} onRow={setRow} />
      {row ? (
        <RowDialog
          draft={draft}
          row={row}
          notes={notes.get(row.row) ?? []}
          onClose={() => setRow(undefined)}
        />
      ) : null}
    </>
  )
}
