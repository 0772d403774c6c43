import { useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { useBatchMessages } from '../../api/messages.js'
import { Answer } from '../../parts/answer.js'
import { Blank } from '../../parts/blank.js'
import { buttonClass } from '../../parts/button.js'
import { Select } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { Page } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import { readShown, writeShown } from './batch-messages-filter.js'
import { MessageDialog } from './message-dialog.js'
import styles from './messages-screen.module.css'
import { MessagesTable } from './messages-table.js'
import { messageStatuses } from './status-tone.js'

/** What became of each message of a campaign, a page at a time. */
export default function BatchMessagesScreen({ id }: { readonly id: string }) {
  const words = useWords()
  const { messages: said, statuses, campaign } = useMoreWords()
  const { account } = useSigned()
  const [path, go] = useLocation()
  const shown = readShown(useSearch())
  const { status, reason, after } = shown
  const [open, setOpen] = useState<string>()
  const polled = useBatchMessages({ account, id, ...shown })
  const at = (next: number) => `${path}${writeShown({ status, reason, after: next })}`
  return (
    <Page
      title={said.campaignTitle}
      windowTitle={said.campaignTitle}
      back={<Link href={`/${account}/campaigns/${id}`}>← {campaign.title}</Link>}
      actions={
        <Select
          label={said.filter}
          value={status ?? ''}
          onChange={({ target }) =>
            go(
              `${path}${writeShown({ reason, status: messageStatuses.find((each) => each === target.value) })}`,
              {
                replace: true,
              },
            )
          }
        >
          <option value="">{said.anyStatus}</option>
          {messageStatuses.map((each) => (
            <option key={each} value={each}>
              {statuses[each]}
            </option>
          ))}
        </Select>
      }
    >
      {reason ? (
        <Notice
          tone="info"
          title={said.onlyReason(reason)}
          actions={
            <Link className={buttonClass('plain', 'small')} href={`${path}${writeShown({ status })}`}>
              {said.showAll}
            </Link>
          }
        />
      ) : null}
      <Answer of={polled} lines={8}>
        {({ messages, next }) => (
          <>
            {messages.length === 0 ? (
              <Blank title={said.empty.title} advice={said.empty.advice} />
            ) : (
              <MessagesTable caption={said.campaignTitle} messages={messages} onOpen={setOpen} />
            )}
            <nav className={styles.more} aria-label={said.campaignTitle}>
              {after > 0 ? (
                <Link className={buttonClass('plain')} href={at(0)}>
                  ← {words.common.previous}
                </Link>
              ) : (
                <span />
              )}
              {next === undefined ? null : (
                <Link className={buttonClass('plain')} href={at(next)}>
                  {words.common.next} →
                </Link>
              )}
            </nav>
          </>
        )}
      </Answer>
      {open ? <MessageDialog id={open} onClose={() => setOpen(undefined)} /> : null}
    </Page>
  )
}
