import type { Gate, Template } from '@disparo/api'
import { Link } from 'wouter'
import { useTemplates } from '../../api/templates.js'
import { Answer } from '../../parts/answer.js'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { Pill } from '../../parts/pill.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech, useWords } from '../../words/use-words.js'
import styles from './account-screen.module.css'

/** How the catalogue stands, and which templates are refused. */
export function TemplatesPanel({ resting }: { readonly resting: Gate['restingTemplates'] }) {
  const { format } = useSpeech()
  const { nav } = useWords()
  const { account: words, templates: said } = useMoreWords()
  const names: Readonly<Record<string, string>> = said.statuses
  const { account } = useSigned()
  const polled = useTemplates(account)
  const now = Date.now()
  return (
    <Panel title={words.templates} actions={<Link href={`/${account}/templates`}>{nav.templates} →</Link>}>
      <Answer of={polled} lines={1}>
        {({ templates, total, fetchedAt, failure }) => (
          <>
            <p>
              {total === 0 && !fetchedAt
                ? words.noTemplates
                : words.templatesRead(format.number(total), fetchedAt ? format.moment(fetchedAt, now) : '—')}
            </p>
            <p className={styles.pills}>
              {countUnsendable(templates).map(([status, count]) => (
                <Pill key={status} tone="warn">
                  {`${format.number(count)} ${(names[status] ?? status).toLowerCase()}`}
                </Pill>
              ))}
            </p>
            {failure ? <Notice tone="warn" title={words.templatesFailed(failure.message)} /> : null}
          </>
        )}
      </Answer>
      {resting.map(({ elementName, until }) => (
        <Notice key={elementName} tone="warn" title={words.resting(elementName, format.moment(until, now))} />
      ))}
    </Panel>
  )
}

/** How many are of each state in which nobody is sent them. */
function countUnsendable(templates: readonly Template[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { status = 'APPROVED' } of templates) {
    if (status !== 'APPROVED') counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  return [...counts]
}
