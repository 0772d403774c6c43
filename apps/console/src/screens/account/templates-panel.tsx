import type { Gate } from '@disparo/api'
import { Link } from 'wouter'
import { useTemplates } from '../../api/templates.js'
import { Answer } from '../../parts/answer.js'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech, useWords } from '../../words/use-words.js'

/** How the catalogue stands, and which templates are refused. */
export function TemplatesPanel({ resting }: { readonly resting: Gate['restingTemplates'] }) {
  const { format } = useSpeech()
  const { nav } = useWords()
  const { account: words } = useMoreWords()
  const { account } = useSigned()
  const polled = useTemplates(account)
  const now = Date.now()
  return (
    <Panel title={words.templates} actions={<Link href={`/${account}/templates`}>{nav.templates} →</Link>}>
      <Answer of={polled} lines={1}>
        {({ total, fetchedAt, failure }) => (
          <>
            <p>
              {words.templatesRead(format.number(total), fetchedAt ? format.moment(fetchedAt, now) : '—')}
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
