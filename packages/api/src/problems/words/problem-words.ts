/** What a problem means, and what to do about it: for whoever opens its `type`. A name stands in backquotes. */
export interface ProblemExplanation {
  readonly title: string
  readonly happened: string
  readonly advice: string
}
