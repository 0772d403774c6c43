/** Whether sending the same message again can help: at once, when something has changed, or not at all. */
export type RetryAdvice = 'now' | 'later' | 'never'

/** What a code means: what happened, and what to do, one line each. */
export interface FailureMeaning {
  readonly reason: string
  readonly advice: string
  readonly retry: RetryAdvice
}

/** As the tables have them: what happened, what to do, whether to retry. */
export type FailureTable = Readonly<
  Record<string, readonly [reason: string, advice: string, retry: RetryAdvice]>
>
