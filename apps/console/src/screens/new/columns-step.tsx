import type { Template } from '@disparo/api'
import { type FormEvent, useState } from 'react'
import { useTemplates } from '../../api/templates.js'
import { Loading } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { Field, Select } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { PhonePreview } from '../../parts/phone-preview.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import { ColumnSelect } from './column-select.js'
import { type Draft, missingFields, wantedFields } from './draft.js'
import { fieldsOf, guessMapping, isOwnForm } from './guess-mapping.js'
import styles from './new-screen.module.css'
import { previewOf } from './preview-of.js'
import type { StepProps } from './step-props.js'

/** Which template it is, and which column fills what of it. */
export function ColumnsStep({ draft, change, onNext, onBack }: StepProps) {
  const { wizard } = useMoreWords()
  const { columns: words } = wizard
  const [isAsked, setIsAsked] = useState(false)
  const missing = missingFields(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (missing.length === 0) onNext()
  }
  const isOwn = isOwnForm(draft.table.columns)
  const [first] = draft.table.rows
  return (
    <form className={styles.step} onSubmit={submit} noValidate>
      <h2>{words.title}</h2>
      {isOwn ? (
        <Notice tone="info" title={words.own} />
      ) : (
        <div className={styles.two}>
          <div className={styles.fields}>
            <TemplateFields draft={draft} change={change} isAsked={isAsked} />
            {wantedFields(draft).map((wanted) => (
              <ColumnSelect
                key={wanted.field}
                wanted={wanted}
                draft={draft}
                error={isAsked && missing.includes(wanted.field) ? words.missing : undefined}
                onChoose={(column) =>
                  change({ columns: { ...draft.columns, [wanted.field]: column }, check: undefined })
                }
              />
            ))}
          </div>
          {draft.template && first ? (
            <PhonePreview title={words.preview} message={previewOf(draft, draft.template, first.cells)} />
          ) : null}
        </div>
      )}
      <div className={styles.nav}>
        <Button onClick={onBack}>{wizard.back}</Button>
        <Button type="submit" look="primary">
          {wizard.next}
        </Button>
      </div>
    </form>
  )
}

interface TemplateFieldsProps {
  readonly draft: Draft
  readonly change: StepProps['change']
  readonly isAsked: boolean
}

/** The template is one of the catalogue; where none is known, or may be seen, its name is typed. */
function TemplateFields({ draft, change, isAsked }: TemplateFieldsProps) {
  const { columns: words } = useMoreWords().wizard
  const { account, may } = useSigned()
  const { common } = useWords()
  const { data, trouble } = useTemplates(account, { enabled: may('read') })
  const { template, typed } = draft
  const known = data?.templates ?? []
  const take = (next: Template | undefined) => {
    const guessed = guessMapping(fieldsOf(next, typed.variables), draft.table)
    change({ template: next, columns: { ...guessed, ...draft.columns }, check: undefined })
  }
  const isMissing = isAsked && missingFields(draft).includes('template')
  if (may('read') && !data && !trouble)
    return (
      <div className={styles.full}>
        <Loading label={common.loading} lines={1} />
      </div>
    )
  if (known.length > 0)
    return (
      <div className={styles.full}>
        <Select
          label={words.template}
          value={template ? keyOf(template) : ''}
          error={isMissing ? words.chooseTemplate : undefined}
          onChange={({ target }) => take(known.find((each) => keyOf(each) === target.value))}
        >
          <option value="">{words.chooseTemplate}</option>
          {known.map((each) => (
            <option key={keyOf(each)} value={keyOf(each)}>
              {each.name}
              {each.language ? ` (${each.language})` : ''}
            </option>
          ))}
        </Select>
        {template?.status && template.status !== 'APPROVED' ? (
          <Notice live tone="warn" title={words.notApproved(template.status)} />
        ) : null}
      </div>
    )
  const type = (next: Partial<Draft['typed']>) => change({ typed: { ...typed, ...next }, check: undefined })
  return (
    <>
      <Field
        label={words.typed}
        hint={words.typedHint}
        value={typed.name}
        error={isMissing ? words.chooseTemplate : undefined}
        onChange={({ target }) => type({ name: target.value })}
      />
      <Field
        label={words.namespace}
        value={typed.namespace}
        placeholder="default"
        onChange={({ target }) => type({ namespace: target.value })}
      />
      <Field
        label={words.variableCount}
        type="number"
        min={0}
        max={20}
        value={typed.variables}
        onChange={({ target }) => type({ variables: Math.min(20, Math.max(0, Number(target.value))) })}
      />
    </>
  )
}

function keyOf({ name, namespace = '', language = '' }: Template): string {
  return [name, namespace, language].join('/')
}
