import { explainFailure, type FieldProblem, type Problem } from '@disparo/api'

/** What the contract's codes mean. In English the service says it itself. */
export const codes = {
  field: ({ message }: FieldProblem): string => message,
  /** Why a message was not sent, and what to do. */
  failure: (code: string): { readonly reason: string; readonly advice: string } => explainFailure(code),
  /** A refusal: its title, and what else there is to say. */
  problem: (
    _kind: string,
    { title, detail }: Partial<Problem>,
  ): readonly [title: string | undefined, ...more: string[]] => [title, ...(detail ? [detail] : [])],
}
