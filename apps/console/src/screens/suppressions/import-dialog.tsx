import { type FormEvent, useId, useState } from 'react'
import { useImportPeople } from '../../api/suppressions.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Checkbox, Field } from '../../parts/field.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { beginImport, type ImportDraft, importOf, today } from './import-draft.js'
import { ImportRefused, ImportResult } from './import-outcome.js'
import { refusalOf, typeOfPeople } from './people-file.js'
import styles from './suppressions-screen.module.css'
import { reasons } from './terms.js'
import { TermsFields } from './terms-fields.js'

/** A list of people is suppressed: all of it, or nobody. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { words, format } = useSpeech()
  const said = useMoreWords().suppressions.importDialog
  const { account } = useSigned()
  const [draft, setDraft] = useState(beginImport)
  const [isAsked, setIsAsked] = useState(false)
  const importing = useImportPeople(account)
  const form = useId()
  const { data } = importing
  const change = (next: Partial<ImportDraft>) => setDraft({ ...draft, ...next, key: crypto.randomUUID() })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsAsked(true)
    const asked = importOf(draft)
    if (asked) importing.mutate(asked)
  }
  const isLegal = draft.reason === 'legal-list'
  const isNamed = draft.list.trim() !== ''
  const refusal = refusalOf(importing.error)
  const isShrinking = refusal?.why === 'terms' && refusal.problem.code === 'smaller-list'
  const fileError = draft.file
    ? typeOfPeople(draft.file.name)
      ? undefined
      : said.wrongKind
    : said.fileMissing
  return (
    <Dialog
      wide
      title={said.title}
      onClose={onClose}
      actions={
        data ? (
          <Button onClick={onClose}>{words.common.close}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{words.common.cancel}</Button>
            <Button type="submit" form={form} look="primary" busy={importing.isPending}>
              {importing.isPending ? said.sending(format.percent(importing.part)) : said.submit}
            </Button>
          </>
        )
      }
    >
      {data ? (
        <ImportResult receipt={data} />
      ) : (
        <>
          <p>{said.lead}</p>
          <ImportRefused error={importing.error} />
          <form id={form} className={styles.pairs} onSubmit={submit} noValidate>
            <Field
              label={said.file}
              type="file"
              accept=".csv,.tsv,.txt,.xlsx,.xlsm,.ndjson"
              error={isAsked || draft.file ? fileError : undefined}
              onChange={({ target }) => change({ file: target.files?.[0] })}
            />
            <TermsFields reasons={reasons} terms={draft} onChange={change} />
            <Field
              label={said.list}
              hint={said.listHint}
              value={draft.list}
              maxLength={60}
              error={isAsked && isLegal && !isNamed ? said.listMissing : undefined}
              onChange={({ target }) => change({ list: target.value })}
            />
            {isNamed ? (
              <>
                <Field
                  label={said.listDate}
                  type="date"
                  max={today()}
                  value={draft.listDate}
                  onChange={({ target }) => change({ listDate: target.value })}
                />
                <Checkbox
                  label={said.replace}
                  checked={draft.replace}
                  onChange={({ target }) => change({ replace: target.checked, shrink: false })}
                />
                {isShrinking || draft.shrink ? (
                  <Checkbox
                    label={said.shrink}
                    checked={draft.shrink}
                    onChange={({ target }) => change({ shrink: target.checked })}
                  />
                ) : null}
              </>
            ) : null}
            <Field
              label={said.column}
              hint={said.columnHint}
              value={draft.column}
              maxLength={100}
              onChange={({ target }) => change({ column: target.value })}
            />
            <Checkbox
              label={said.skipBad}
              checked={draft.skipBad}
              onChange={({ target }) => change({ skipBad: target.checked })}
            />
          </form>
        </>
      )}
    </Dialog>
  )
}
