import type { TablePage } from '@disparo/api'
import { useTemplates } from '../../api/templates.js'
import { Dialog } from '../../parts/dialog.js'
import { Notice } from '../../parts/notice.js'
import { PhonePreview } from '../../parts/phone-preview.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import type { Draft } from './draft.js'
import { filledIn, previewOf, templateNameOf } from './preview-of.js'
import type { RowNote } from './row-notes.js'

interface RowDialogProps {
  readonly draft: Draft
  readonly row: TablePage['rows'][number]
  readonly notes: readonly RowNote[]
  readonly onClose: () => void
}

/** What is wrong with a row, and its message as a phone shows it. */
export function RowDialog({ draft, row: { line, cells }, notes, onClose }: RowDialogProps) {
  const { format } = useSpeech()
  const { check: words } = useMoreWords().wizard
  const { account, may } = useSigned()
  const name = templateNameOf(draft, cells)
  const { data } = useTemplates(account, { enabled: draft.template === undefined && may('read') })
  const template = draft.template ?? data?.templates.find((each) => each.name === name)
  return (
    <Dialog title={words.row(format.number(line))} onClose={onClose}>
      {notes.map(({ text, tone, column }) => (
        <Notice
          key={`${column} ${text}`}
          tone={tone}
          title={column < 0 ? text : `${draft.table.columns[column]}: ${text}`}
        />
      ))}
      {template ? (
        <PhonePreview title={template.name} message={previewOf(draft, template, cells)} />
      ) : (
        <>
          <p>{words.noTemplate}</p>
          <PhonePreview title={name} message={{ body: filledIn(draft, cells), buttons: [] }} />
        </>
      )}
    </Dialog>
  )
}
