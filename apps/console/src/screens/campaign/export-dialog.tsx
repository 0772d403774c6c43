import type { Batch, MessageStatus } from '@disparo/api'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { downloadMessages } from '../../api/download.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Select } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import { messageStatuses } from '../messages/status-tone.js'

const groups = {
  failed: ['rejected', 'failed', 'expired'],
  unknown: ['unknown'],
  delivered: ['received', 'read'],
  waiting: ['enqueued', 'sending'],
} as const satisfies Record<string, readonly MessageStatus[]>
type Group = keyof typeof groups

function statusesOf(choice: string): readonly string[] {
  if (Object.hasOwn(groups, choice)) return groups[choice as Group]
  return messageStatuses.filter((status) => status === choice)
}

interface ExportDialogProps {
  readonly batch: Batch
  readonly onClose: () => void
}

/** All messages, or those that came to the same, as a CSV. */
export function ExportDialog({ batch, onClose }: ExportDialogProps) {
  const words = useWords()
  const { campaign, statuses } = useMoreWords()
  const { exportDialog } = campaign
  const { account, may } = useSigned()
  const [group, setGroup] = useState('')
  const download = useMutation({
    mutationFn: () =>
      downloadMessages({ account, id: batch.id }, { statuses: statusesOf(group), withContent: may('send') }),
    onSuccess: onClose,
  })
  return (
    <Dialog
      title={exportDialog.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button look="primary" busy={download.isPending} onClick={() => download.mutate()}>
            {download.isPending ? exportDialog.busy : exportDialog.submit}
          </Button>
        </>
      }
    >
      <p>{exportDialog.lead}</p>
      {download.error ? <Notice live tone="bad" title={exportDialog.broken} /> : null}
      <Select label={exportDialog.which} value={group} onChange={({ target }) => setGroup(target.value)}>
        <option value="">{exportDialog.all}</option>
        {(Object.keys(groups) as Group[]).map((each) => (
          <option key={each} value={each}>
            {exportDialog.groups[each]}
          </option>
        ))}
        <optgroup label={exportDialog.oneStatus}>
          {messageStatuses
            .filter((each) => each !== 'unknown')
            .map((each) => (
              <option key={each} value={each}>
                {statuses[each]}
              </option>
            ))}
        </optgroup>
      </Select>
    </Dialog>
  )
}
