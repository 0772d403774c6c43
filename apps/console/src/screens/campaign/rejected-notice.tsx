import type { Batch } from '@disparo/api'
import { useMutation } from '@tanstack/react-query'
import { Link } from 'wouter'
import { downloadRejected } from '../../api/download.js'
import { Button, buttonClass } from '../../parts/button.js'
import { Notice } from '../../parts/notice.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'

/** Rows that never became messages, and what can be done about them. */
export function RejectedNotice({ batch }: { readonly batch: Batch }) {
  const { format } = useSpeech()
  const { campaign } = useMoreWords()
  const { account, may } = useSigned()
  const { line, field, problem } = campaign.rejectedColumns
  const download = useMutation({
    mutationFn: () => downloadRejected({ account, id: batch.id }, [line, field, problem]),
  })
  if (batch.rejectedRows === 0) return null
  const canCorrect = may('send') && batch.state !== 'cancelled'
  return (
    <Notice
      tone="warn"
      title={campaign.rejectedRows(format.number(batch.rejectedRows))}
      actions={
        <>
          <Button size="small" busy={download.isPending} onClick={() => download.mutate()}>
            {campaign.downloadRejected}
          </Button>
          {canCorrect ? (
            <Link className={buttonClass('plain', 'small')} href={`/${account}/new?into=${batch.id}`}>
              {campaign.correct}
            </Link>
          ) : null}
        </>
      }
    />
  )
}
