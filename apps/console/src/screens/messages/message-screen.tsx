import { Link } from 'wouter'
import { useMessage } from '../../api/messages.js'
import { Answer } from '../../parts/answer.js'
import { Page, Panel } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords } from '../../words/use-words.js'
import { MessageDetail } from './message-detail.js'

/** One message at an address of its own, by its id. */
export default function MessageScreen({ id }: { readonly id: string }) {
  const { messages } = useMoreWords()
  const { account } = useSigned()
  const polled = useMessage(account, id)
  return (
    <Page
      title={messages.one}
      windowTitle={messages.one}
      back={<Link href={`/${account}/messages`}>← {messages.title}</Link>}
    >
      <Answer of={polled} lines={6}>
        {(message) => (
          <Panel title={message.elementName}>
            <MessageDetail message={message} />
          </Panel>
        )}
      </Answer>
    </Page>
  )
}
