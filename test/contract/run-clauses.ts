import { type Clause, omission } from './clause.js'
import type { Session } from './service.js'

interface Verdict {
  readonly clause: Clause
  /** `undecided`: the report had nothing to judge by. */
  readonly verdict: 'holds' | 'fails' | 'undecided' | 'omitted'
  /** Why it fails, in a line. */
  readonly reason?: string
}

/** Looks at one clause after the other; one that fails does not keep the others from it. */
export async function* runClauses(session: Session, clauses: readonly Clause[]): AsyncGenerator<Verdict> {
  const closed = new Set<Clause['interface']>()
  for (const clause of clauses) {
    if (closed.has(clause.interface) || omission(clause, session.service) !== undefined) {
      yield { clause, verdict: 'omitted' }
      continue
    }
    try {
      yield { clause, verdict: (await clause.check(session)) ?? 'holds' }
    } catch (error) {
      if (clause.isVital) closed.add(clause.interface)
      yield { clause, verdict: 'fails', reason: reasonOf(error) }
    }
  }
}

/** The message of an assertion, without what it compared: that may be a number of somebody's. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const [first = ''] = error.message.split('\n')
  return error.name === 'ZodError' ? `the answer has not the documented form: ${pathsOf(error)}` : first
}

function pathsOf(error: Error): string {
  const { issues = [] } = error as { issues?: readonly { readonly path: readonly PropertyKey[] }[] }
  const paths = issues.map(({ path }) => path.map(String).join('.') || 'all of it')
  return [...new Set(paths)].slice(0, 10).join(', ')
}
