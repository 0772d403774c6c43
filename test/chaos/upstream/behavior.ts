import type { ReportItem } from './report-item.js'

/** A POST of a template as it came. */
export interface Post {
  /** From 0, of its account. */
  readonly n: number
  /** Epoch ms. */
  readonly at: number
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly externalLabel: string
  /** How many POSTs of the same recipient came before. */
  readonly earlier: number
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** What is made of a POST: whether its message goes out, and what its sender hears. */
export interface PostResult {
  readonly takes: boolean
  readonly answer: Answer | 'reset'
  /** It is answered only then. Default: at once. */
  readonly after?: Promise<unknown>
}

const json = { 'content-type': 'application/json' }

export const taken: PostResult = {
  takes: true,
  answer: { status: 200, headers: json, body: '{"status":"OK"}' },
}
export const takenAndReset: PostResult = { takes: true, answer: 'reset' }
export const lostAndReset: PostResult = { takes: false, answer: 'reset' }
export const maintenancePage: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html>\n<html><head><title>Em manutenção</title></head><body>Voltamos já.</body></html>',
}

export function refused(status: number, headers: Readonly<Record<string, string>> = {}): PostResult {
  return {
    takes: false,
    answer: { status, headers: { ...json, ...headers }, body: '{"status":"ERROR","message":"Recusado"}' },
  }
}

/** All that Hi Platform's documents leave open, or that may go wrong there, for one account. What is absent is plain. */
export interface Behavior {
  readonly meets?: (post: Post) => PostResult
  /** The number that a message is sent by. */
  readonly sender?: (post: Post, fate: PostResult) => string
  /** How far its clock is ahead of ours. */
  readonly clockMs?: number
  /** Answers have no header `Date`. */
  readonly isDateless?: boolean
  /** From the POST to the report's `dispatchDate`. */
  readonly dispatchedAfterMs?: number
  /** From its dispatch until the report has a message. */
  readonly shownAfterMs?: number
  readonly writes?: (item: ReportItem) => object
  /** What others send about the time of a POST of ours, taken or not. */
  readonly besides?: (post: Post) => readonly Partial<ReportItem>[]
  readonly order?: (items: readonly ReportItem[]) => readonly ReportItem[]
  /** Rows of a page at most, however many were asked for. */
  readonly rowsOfPage?: number
  /** In place of the report. */
  readonly report?: () => Answer | undefined
}
