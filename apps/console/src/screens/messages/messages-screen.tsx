import type { Message } from '@disparo/api'
import { type FormEvent, useState } from 'react'
import { type Search, type SearchKind, useSearchMessages } from '../../api/messages.js'
import { troubleOf } from '../../api/trouble.js'
import { Blank } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Field, Select } from '../../parts/field.js'
import { Page } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { MessageDialog } from './message-dialog.js'
import styles from './messages-screen.module.css'
import { MessagesTable } from './messages-table.js'

const kinds = ['to', 'key', 'reference'] as const

/** Finds messages of a person, a key or a reference. What is looked for stays on this page alone. */
export default function MessagesScreen() {
  const { words, format } = useSpeech()
  const { messages: said } = useMoreWords()
  const { account } = useSigned()
  const [kind, setKind] = useState<SearchKind>('to')
  const [search, setSearch] = useState<Search>()
  const [found, setFound] = useState<readonly Message[]>([])
  const [open, setOpen] = useState<string>()
  const searching = useSearchMessages(account)
  const next = searching.data?.next
  const trouble = troubleOf(searching.error)
  const isInvalid = trouble?.kind === 'failed' && (trouble.fields?.length ?? 0) > 0

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('text')).trim()
    const wanted = { kind, text }
    setFound([])
    setSearch(wanted)
    searching.mutate(wanted, { onSuccess: ({ messages }) => setFound(messages) })
  }
  const more = () =>
    search &&
    searching.mutate(
      { ...search, after: next },
      { onSuccess: ({ messages }) => setFound([...found, ...messages]) },
    )
  const { title, advice } = searching.isSuccess ? said.none : said.start

  return (
    <Page title={said.title} windowTitle={said.title} lead={said.lead}>
      <form className={styles.search} onSubmit={submit} autoComplete="off">
        <Select
          label={said.by}
          value={kind}
          onChange={({ target }) => setKind(kinds.find((each) => each === target.value) ?? 'to')}
        >
          {kinds.map((each) => (
            <option key={each} value={each}>
              {said.kinds[each]}
            </option>
          ))}
        </Select>
        <Field
          label={said.kinds[kind]}
          name="text"
          type={kind === 'to' ? 'tel' : 'text'}
          hint={said.hints[kind]}
          error={isInvalid ? said.invalid[kind] : undefined}
          maxLength={kind === 'reference' ? 128 : 200}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Button type="submit" look="primary" busy={searching.isPending}>
          {words.common.search}
        </Button>
      </form>
      {isInvalid ? null : <Failure trouble={trouble} />}
      <div role="status" className={styles.muted}>
        {searching.isSuccess && found.length > 0 ? said.found(format.number(found.length)) : null}
      </div>
      {found.length > 0 ? (
        <MessagesTable caption={said.title} messages={found} onOpen={setOpen} />
      ) : searching.isPending || trouble ? null : (
        <Blank title={title} advice={advice} />
      )}
      {found.length > 0 && next ? (
        <div>
          <Button busy={searching.isPending} onClick={more}>
            {words.common.more}
          </Button>
        </div>
      ) : null}
      {open ? <MessageDialog id={open} onClose={() => setOpen(undefined)} /> : null}
    </Page>
  )
}
