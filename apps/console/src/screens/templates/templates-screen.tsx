import type { Template } from '@disparo/api'
import { useState } from 'react'
import { useSyncTemplates, useTemplates } from '../../api/templates.js'
import { troubleOf } from '../../api/trouble.js'
import { Answer } from '../../parts/answer.js'
import { Blank } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Field } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { Page } from '../../parts/page.js'
import { PhonePreview } from '../../parts/phone-preview.js'
import { Pill } from '../../parts/pill.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import styles from './templates-screen.module.css'

/** The catalogue, each template as a phone shows it. */
export default function TemplatesScreen() {
  const { templates: words, account: said } = useMoreWords()
  const { account, may } = useSigned()
  const [q, setQ] = useState('')
  const polled = useTemplates(account)
  const sync = useSyncTemplates(account)
  return (
    <Page
      title={words.title}
      windowTitle={words.title}
      lead={words.lead}
      actions={
        may('operate') ? (
          <Button busy={sync.isPending} onClick={() => sync.mutate()}>
            {words.sync}
          </Button>
        ) : null
      }
    >
      <div role="status">
        {sync.data ? (
          <Notice
            tone={sync.data.synced ? 'good' : 'warn'}
            title={sync.data.synced ? words.synced : (sync.data.failure?.message ?? words.pending)}
          />
        ) : null}
      </div>
      <Failure trouble={troubleOf(sync.error)} />
      <Answer of={polled} lines={6}>
        {({ templates, enforce, failure }) =>
          templates.length === 0 ? (
            <Blank title={words.none.title} advice={words.none.advice} />
          ) : (
            <>
              {failure ? <Notice tone="warn" title={said.templatesFailed(failure.message)} /> : null}
              <p className={styles.muted}>{words.enforce[enforce]}</p>
              <Field
                className={styles.search ?? ''}
                label={words.search}
                type="search"
                value={q}
                onChange={({ target }) => setQ(target.value)}
              />
              <TemplateList templates={templates.filter(({ name }) => matches(name, q))} />
            </>
          )
        }
      </Answer>
    </Page>
  )
}

function TemplateList({ templates }: { readonly templates: readonly Template[] }) {
  const { templates: words } = useMoreWords()
  const categories: Readonly<Record<string, string>> = useWords().common.categories
  if (templates.length === 0) return <p role="status">{words.noMatch}</p>
  const statuses: Readonly<Record<string, string>> = words.statuses
  return (
    <ul className={styles.list}>
      {templates.map((template) => {
        const { name, namespace = '', language = '', status = 'APPROVED', category } = template
        const { header, body = '', footer, buttons } = template
        return (
          <li key={`${name}/${namespace}/${language}`} className={styles.card}>
            <div className={styles.head}>
              <Pill tone={status === 'APPROVED' ? 'good' : 'warn'}>{statuses[status] ?? status}</Pill>
              <span className={styles.muted}>
                {[category && (categories[category] ?? category), language].filter(Boolean).join(' · ')}
              </span>
            </div>
            <PhonePreview
              title={name}
              message={{ header, body, footer, buttons: buttons.map(({ text = '', type }) => text || type) }}
            />
          </li>
        )
      })}
    </ul>
  )
}

function matches(name: string, q: string): boolean {
  return name.toLowerCase().includes(q.trim().toLowerCase())
}
