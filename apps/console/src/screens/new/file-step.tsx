import { type DragEvent, useState } from 'react'
import { useReadTable } from '../../api/upload.js'
import { Button, buttonClass } from '../../parts/button.js'
import { Notice } from '../../parts/notice.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { type Draft, keptColumns, keptTerms, typeOfFile } from './draft.js'
import { guessMapping } from './guess-mapping.js'
import styles from './new-screen.module.css'
import { RowsGrid } from './rows-grid.js'
import { UploadFailure } from './upload-failure.js'

interface FileStepProps {
  readonly draft: Draft | undefined
  readonly onRead: (draft: Draft) => void
  readonly onNext: () => void
}

/** The file is chosen or dropped, and shown as it is read. */
export function FileStep({ draft, onRead, onNext }: FileStepProps) {
  const { format } = useSpeech()
  const { file: words, next } = useMoreWords().wizard
  const { account } = useSigned()
  const [isOver, setIsOver] = useState(false)
  const [isWrong, setIsWrong] = useState(false)
  const reading = useReadTable(account)
  const last = reading.variables?.file

  const take = (file: File | undefined) => {
    if (!file) return
    const contentType = typeOfFile(file.name)
    setIsWrong(contentType === undefined)
    if (contentType === undefined) return
    reading.mutate(
      { file, contentType, limit: 10 },
      {
        onSuccess: (table) =>
          onRead({
            ...{ file, contentType, table, template: draft?.template, check: undefined },
            ...{ unique: draft?.unique ?? false, terms: keptTerms(draft, file.name) },
            typed: draft?.typed ?? { name: '', namespace: '', variables: 1 },
            columns: { ...guessMapping([], table), ...keptColumns(draft, table) },
            key: crypto.randomUUID(),
          }),
      },
    )
  }
  const over = (isNow: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setIsOver(isNow)
  }
  const table = reading.isPending ? undefined : draft?.table
  return (
    <>
      <h2>{words.title}</h2>
      <p className={styles.muted}>{words.lead}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: who has no mouse chooses the file by the button within. */}
      <div
        className={styles.drop}
        data-over={isOver || undefined}
        onDragOver={over(true)}
        onDragLeave={over(false)}
        onDrop={(event) => {
          over(false)(event)
          take(event.dataTransfer.files[0])
        }}
      >
        <p>{words.drop}</p>
        <label className={buttonClass('primary')}>
          {words.choose}
          <input
            type="file"
            className="visually-hidden"
            accept=".csv,.tsv,.txt,.xlsx,.xlsm"
            onChange={({ target }) => {
              take(target.files?.[0])
              // So that the same file, once corrected, can be chosen again.
              target.value = ''
            }}
          />
        </label>
        <p className={styles.muted}>{draft ? draft.file.name : words.kinds}</p>
      </div>
      <div role="status">
        {reading.isPending ? <p>{words.reading(format.percent(reading.part))}</p> : null}
        {table ? (
          <Notice
            tone={table.total === 0 ? 'bad' : 'good'}
            title={
              table.total === 0
                ? words.empty
                : words.read(format.number(table.total), format.number(table.columns.length))
            }
          />
        ) : null}
        {isWrong ? <Notice tone="bad" title={words.wrongKind} /> : null}
      </div>
      <UploadFailure error={reading.error} onRetry={() => take(last)} />
      {table && table.total > 0 ? (
        <>
          <RowsGrid caption={words.sample} columns={table.columns} rows={table.rows} />
          <div className={styles.nav}>
            <span />
            <Button look="primary" onClick={onNext}>
              {next}
            </Button>
          </div>
        </>
      ) : null}
    </>
  )
}
