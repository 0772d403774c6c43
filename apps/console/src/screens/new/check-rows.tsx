import type { BatchCheck, TablePage } from '@disparo/api'
import { useEffect, useMemo, useState } from 'react'
import { troubleOf } from '../../api/trouble.js'
import { useReadTable } from '../../api/upload.js'
import { Loading } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import type { Shown } from './check-pills.js'
import type { Draft } from './draft.js'
import styles from './new-screen.module.css'
import { problemsByRow } from './row-problems.js'
import { RowsGrid } from './rows-grid.js'

interface CheckRowsProps {
  readonly draft: Draft
  readonly result: BatchCheck
  readonly shown: Shown
  readonly onRow: (row: TablePage['rows'][number]) => void
}

const pageSize = 50

/** The rows of a pill, read from the file once more: a page at a time. */
export function CheckRows({ draft, result, shown, onRow }: CheckRowsProps) {
  const { words, format } = useSpeech()
  const { check } = useMoreWords().wizard
  const { account } = useSigned()
  const { file, contentType, table } = draft
  const [page, setPage] = useState(0)
  const reading = useReadTable(account)
  const problems = useMemo(() => problemsByRow(result.problems, table.columns), [result, table])
  const wanted = useMemo(() => rowsOf(shown, result), [shown, result])
  const numbers = wanted?.slice(page * pageSize, (page + 1) * pageSize)
  const hasRows = numbers === undefined || numbers.length > 0
  useEffect(() => {
    if (hasRows) reading.mutate({ file, contentType, rows: numbers, after: page * pageSize, limit: pageSize })
  }, [page])
  const total = wanted?.length ?? table.total
  const rows = (reading.data?.rows ?? []).filter(({ row }) => shown !== 'valid' || !problems.has(row))
  if (!hasRows) return <p className={styles.muted}>{check.noRows}</p>
  return (
    <>
      {shown === 'suspect' ? (
        <ul>
          {result.suspicions.map(({ kind, count, detail }) => (
            <li key={kind}>
              <strong>{format.number(count)}</strong> {check.suspicions[kind]}
              {detail ? ` (${detail})` : ''}
            </li>
          ))}
        </ul>
      ) : null}
      {shown === 'recent' && result.recent ? (
        <p>{check.recentOf(format.number(result.recent.count), format.number(result.recent.of))}</p>
      ) : null}
      <Failure trouble={troubleOf(reading.error)} />
      {reading.isPending ? <Loading label={words.common.loading} lines={6} /> : null}
      {reading.data ? (
        <RowsGrid
          caption={check.pills[shown]}
          columns={table.columns}
          rows={rows}
          problems={problems}
          {...(draft.template ? { onRow } : {})}
        />
      ) : null}
      {total > pageSize ? (
        <div className={styles.nav}>
          <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
            ← {words.common.previous}
          </Button>
          <Button disabled={(page + 1) * pageSize >= total} onClick={() => setPage(page + 1)}>
            {words.common.next} →
          </Button>
        </div>
      ) : null}
    </>
  )
}

/** Which rows a pill has; `undefined`: all of the file. Of repeated ones the service names none. */
function rowsOf(shown: Shown, { problems, suspicions, recent }: BatchCheck): readonly number[] | undefined {
  if (shown === 'valid') return undefined
  if (shown === 'error') return [...new Set(problems.map(({ row }) => row))]
  if (shown === 'suspect') return [...new Set(suspicions.flatMap(({ rows }) => rows))]
  return shown === 'recent' ? (recent?.rows ?? []) : []
}
