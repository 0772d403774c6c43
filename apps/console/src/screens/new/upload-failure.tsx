import { ApiError } from '@disparo/api'
import { troubleOf } from '../../api/trouble.js'
import { FileGoneError } from '../../api/upload.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Notice } from '../../parts/notice.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'

interface UploadFailureProps {
  readonly error: unknown
  /** Absent: there is a button for it already. */
  readonly onRetry?: () => void
}

/** Only these may go away by themselves. */
const passing = ['unreachable', 'quota-exceeded']

/** Why a file was not read, checked or sent, and what to do. Nothing that was chosen is lost by it. */
export function UploadFailure({ error, onRetry }: UploadFailureProps) {
  const { words } = useSpeech()
  const { fileTroubles } = useMoreWords().wizard
  if (!error) return null
  const code = codeOf(error)
  const told = Object.hasOwn(fileTroubles, code) ? fileTroubles[code as keyof typeof fileTroubles] : undefined
  if (!told) return <Failure trouble={troubleOf(error)} />
  const [title, advice] = told
  const line =
    error instanceof ApiError ? error.errors.find((each) => each.line !== undefined)?.line : undefined
  return (
    <div role="alert">
      <Notice
        tone="bad"
        title={title}
        actions={
          onRetry && passing.includes(code) ? (
            <Button onClick={onRetry}>{words.common.retry}</Button>
          ) : undefined
        }
      >
        <p>{advice}</p>
        {line === undefined ? null : <LineOf line={line} />}
      </Notice>
    </div>
  )
}

function LineOf({ line }: { readonly line: number }) {
  const { format } = useSpeech()
  return <p>{useMoreWords().wizard.check.row(format.number(line))}</p>
}

function codeOf(error: unknown): string {
  if (error instanceof FileGoneError) return 'file-gone'
  if (!(error instanceof ApiError)) return ''
  return error.code === 'refused' ? 'unreachable' : error.code
}
