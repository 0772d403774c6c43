import type { BatchCheck, TablePage } from '@disparo/api'
import { useEffect, useMemo, useState } from 'react'
import { useReadRows } from '../../api/upload.js'
import { Loading } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import type { Draft } from './draft.js'
import styles from './new-screen.module.css'
import { countOf, type Pill, rowsOf, unsentRows } from './pills.js'
import type { RowNote } from './row-notes.js'
import { RowsGrid } from './rows-grid.js'
import { UploadFailure } from './upload-failure.js'

interface CheckRowsProps {
  readonly draft: Draft
  readonly result: BatchCheck
  readonly shown: Pill
  readonly notes: ReadonlyMap<number, readonly RowNote[]>
  readonly onRow: (row: TablePage['rows'][number]) => void
}

const pageSize = 50

/** The rows of a pill, a page at a time. Of the valid ones nobody knows the number of the last: each page begins behind the one before. */
export function CheckRows({ draft, result, shown, notes, onRow }: CheckRowsProps) {
  const { words, format } = useSpeech()
  const { check } = useMoreWords().wizard
  const { account } = useSigned()
  const { file, contentType, table, unique } = draft
  /** Behind which row each page begins, up to the one that is shown. */
  const [starts, setStarts] = useState<readonly number[]>([0])
  const reading = useReadRows(account)
  const named = useMemo(() => rowsOf(shown, result), [shown, result])
  const without = useMemo(() => unsentRows(result, unique), [result, unique])
  const page = starts.length - 1
  const numbers = named?.slice(page * pageSize, (page + 1) * pageSize)
  const read = () => {
    const which = numbers ? { rows: numbers } : { after: starts[page], without }
    if (numbers?.length !== 0) reading.mutate({ file, contentType, table, limit: pageSize, ...which })
  }
  useEffect(read, [page])
  const count = countOf(shown, result)
  const rows = reading.data ?? []
  const known = named?.length ?? count
  const first = page * pageSize + 1
  const isLast = rows.length < pageSize || first + pageSize > known
  if (numbers?.length === 0) return <p className={styles.muted}>{check.noRows}</p>
  return (
    <>
      {known < count && shown !== 'suspect' ? (
        <p className={styles.muted}>{check.first(format.number(known), format.number(count))}</p>
      ) : null}
      {shown === 'recent' && result.recent && result.recent.of < result.enqueued ? (
        <p className={styles.muted}>{check.recentOf(format.number(result.recent.of))}</p>
      ) : null}
      <UploadFailure error={reading.error} onRetry={read} />
      {reading.isPending ? <Loading label={words.common.loading} lines={6} /> : null}
      {reading.data ? (
        <RowsGrid
          caption={check.pills[shown]}
          columns={table.columns}
          rows={rows}
          notes={notes}
          onRow={onRow}
        />
      ) : null}
      {known > pageSize ? (
        <div className={styles.nav}>
          <Button disabled={page === 0 || reading.isPending} onClick={() => setStarts(starts.slice(0, -1))}>
            ← {words.common.previous}
          </Button>
          <span className={styles.muted} role="status">
            {rows.length > 0
              ? check.rowsOf(
                  format.number(first),
                  format.number(first + rows.length - 1),
                  format.number(known),
                )
              : null}
          </span>
          <Button
            disabled={isLast || reading.isPending}
            onClick={() => setStarts([...starts, rows.at(-1)?.row ?? 0])}
          >
            {words.common.next} →
          </Button>
        </div>
      ) : null}
    </>
  )
}
