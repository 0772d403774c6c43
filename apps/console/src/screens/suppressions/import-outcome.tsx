import { ApiError, type FieldProblem, type SuppressionReceipt } from '@disparo/api'
import { troubleOf } from '../../api/trouble.js'
import { Failure } from '../../parts/failure.js'
import { Notice } from '../../parts/notice.js'
import { Table } from '../../parts/table.js'
import { describeProblem, type ProblemSaying } from '../../words/describe-problem.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import type { MoreWords } from '../../words/words.js'
import { type ImportRefusal, refusalOf } from './people-file.js'
import styles from './suppressions-screen.module.css'

/** What became of a list that was imported. */
export function ImportResult({ receipt }: { readonly receipt: SuppressionReceipt }) {
  const { format } = useSpeech()
  const said = useMoreWords().suppressions.importDialog
  const { added, changed, unchanged, replaced, rejected, problems } = receipt
  const number = format.number
  return (
    <>
      <Notice
        live
        tone={rejected > 0 ? 'warn' : 'good'}
        title={said.done(number(added), number(changed + unchanged))}
      >
        {changed > 0 ? <p>{said.changed(number(changed))}</p> : null}
        {replaced > 0 ? <p>{said.replaced(number(replaced))}</p> : null}
        {rejected > 0 ? <p>{said.leftOut(number(rejected))}</p> : null}
      </Notice>
      <BadLines problems={problems} all={rejected} />
    </>
  )
}

/** Why nobody of a list was imported, by line where it is the lines. */
export function ImportRefused({ error }: { readonly error: Error | null }) {
  const { format } = useSpeech()
  const { suppressions, wizard } = useMoreWords()
  const said = suppressions.importDialog
  const refusal = refusalOf(error)
  if (!refusal) return <Failure trouble={troubleOf(error)} />
  const problems = error instanceof ApiError ? error.errors : []
  const hasLines = refusal.why === 'rows' || refusal.why === 'unreadable'
  return (
    <>
      <div role="alert">
        <Notice tone="bad" title={titleOf(refusal, said, { words: wizard, number: format.number })} />
      </div>
      {hasLines ? (
        <BadLines problems={problems} all={refusal.why === 'rows' ? refusal.rejected : problems.length} />
      ) : null}
    </>
  )
}

function titleOf(
  refusal: ImportRefusal,
  said: MoreWords['suppressions']['importDialog'],
  saying: ProblemSaying,
): string {
  switch (refusal.why) {
    case 'rows':
      return said.refused(saying.number(refusal.rejected), saying.number(refusal.rows))
    case 'terms':
      return said.because(describeProblem(refusal.problem, saying, refusal.problem.message))
    case 'none':
      return said.noRows
    case 'column':
      return said.noColumn
    case 'unreadable':
      return said.unreadable
  }
}

/** More are in a spreadsheet's own search. */
const mostLines = 100

interface BadLinesProps {
  readonly problems: readonly FieldProblem[]
  /** How many there are; the service names the first 1,000. */
  readonly all: number
}

/** What is wrong, by the file's own lines. */
function BadLines({ problems, all }: BadLinesProps) {
  const { format } = useSpeech()
  const { suppressions, wizard } = useMoreWords()
  const said = suppressions.importDialog
  const shown = problems.slice(0, mostLines)
  if (shown.length === 0) return null
  return (
    <>
      <Table
        caption={said.problem}
        rows={shown}
        keyOf={(each) => JSON.stringify(each)}
        columns={[
          {
            ...{ id: 'line', title: said.line, isName: true },
            cell: ({ line, row }) => format.number(line ?? row ?? 0),
          },
          {
            ...{ id: 'problem', title: said.problem },
            cell: (problem) => (
              <span>
                {/^(?:to)?$/.test(problem.path) ? '' : `${problem.path}: `}
                {describeProblem(problem, { words: wizard, number: format.number }, problem.message)}
              </span>
            ),
          },
        ]}
      />
      {all > shown.length ? (
        <p className={styles.muted}>{said.firstOnes(format.number(shown.length), format.number(all))}</p>
      ) : null}
    </>
  )
}
