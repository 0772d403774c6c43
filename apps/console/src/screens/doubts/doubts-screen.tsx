import { useState } from 'react'
import { doubtsShown, useDoubts, useResolve } from '../../api/messages.js'
import { Answer } from '../../parts/answer.js'
import { Blank } from '../../parts/blank.js'
import { Notice } from '../../parts/notice.js'
import { Page } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { MessageDialog } from '../messages/message-dialog.js'
import { DoubtsTable } from './doubts-table.js'
import { KeptList } from './kept-list.js'
import { ResolveBar } from './resolve-bar.js'

/** What may have been sent or not: why it waits, and what a person says about it. */
export default function DoubtsScreen() {
  const { format } = useSpeech()
  const { doubts } = useMoreWords()
  const { account, may } = useSigned()
  const polled = useDoubts(account)
  const resolve = useResolve(account)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<string>()
  return (
    <Page title={doubts.title} windowTitle={doubts.title} lead={doubts.lead}>
      <div role="status">
        {resolve.data ? (
          <Notice
            tone={resolve.data.resolved > 0 ? 'good' : 'info'}
            title={doubts.result(format.number(resolve.data.resolved))}
          >
            <KeptList results={resolve.data.results} onOpen={setOpen} />
          </Notice>
        ) : null}
      </div>
      <Answer of={polled} lines={6}>
        {({ messages }) => {
          if (messages.length === 0) return <Blank title={doubts.none.title} advice={doubts.none.advice} />
          // What is in doubt no more cannot be chosen any more.
          const ids = messages.map(({ id }) => id).filter((id) => chosen.has(id))
          return (
            <>
              {may('operate') ? (
                <ResolveBar
                  ids={ids}
                  all={messages.length}
                  resolve={resolve}
                  onAll={(isChosen) => setChosen(new Set(isChosen ? messages.map(({ id }) => id) : []))}
                  onDone={() => setChosen(new Set())}
                />
              ) : null}
              <DoubtsTable
                messages={messages}
                chosen={may('operate') ? chosen : undefined}
                onChoose={setChosen}
                onOpen={setOpen}
              />
              {messages.length >= doubtsShown ? <p>{doubts.first(format.number(doubtsShown))}</p> : null}
            </>
          )
        }}
      </Answer>
      {open ? <MessageDialog id={open} onClose={() => setOpen(undefined)} /> : null}
    </Page>
  )
}
