import { z } from 'zod'
import {
  type Extras,
  extrasOf,
  type FieldProblem,
  hasControl,
  type Lane,
  laneOf,
  type Message,
  type MessageRules,
  Moment,
  parseMessage,
  problemsOf,
  trimWhitespace,
} from '../../message/index.js'
import { asFieldProblem, type TemplateProblem } from '../../templates/index.js'
import { misfitsOf, type TemplateRules } from './template-rules.js'

/** What may be said of a message beside the message itself; a row of a batch says it in the same object. */
export interface SubmissionOptions {
  readonly key?: string | undefined
  /** The key was made for this call alone, so that it cannot be known yet. */
  readonly newKey?: boolean | undefined
  readonly lane?: Lane | undefined
  readonly sendAt?: Date | undefined
  readonly expiresAt?: Date | undefined
}

/** A message that may be enqueued: checked, with its lane and its terms. */
export interface Submission {
  readonly to: string
  readonly template: Pick<Message, 'namespace' | 'elementName'>
  /** The message as JSON, without its extras: all that is kept of it, for thousands of rows wait in memory. */
  readonly text: string
  /** Reference and metadata, which make it no other message. */
  readonly extras?: Extras | undefined
  readonly lane: Lane
  readonly key?: string | undefined
  readonly newKey?: boolean | undefined
  readonly delayMs: number
  /** From when on it may go, by the quiet hours that it keeps, epoch ms. Absent: it keeps none. */
  readonly opensAt?: number | undefined
  /** Why it is refused unless it is known already: its time is over, or it does not go with its template. */
  readonly refusedIfNew?: readonly FieldProblem[] | undefined
  /** Epoch ms. */
  readonly sendAt?: number | undefined
  readonly expiresAt?: number | undefined
}

/** What of an account matters when enqueueing. */
export interface SubmissionRules {
  readonly defaultLane: Lane
  readonly rules: MessageRules
  /** What the account's transport cannot carry of a message that is sound otherwise. Default: it carries everything. */
  readonly transportProblems?: ((message: Message) => FieldProblem[]) | undefined
  /** From when on a message that is due at a moment may go (epoch ms). Default: messages keep no quiet hours. */
  readonly opensAt?: ((message: Message, lane: Lane, due: number) => number | undefined) | undefined
  /** What the message's template has to be like. Default: messages are not checked against any. */
  readonly templates?: TemplateRules | undefined
}

const RowTerms = z.object({
  key: z
    .string('must be text')
    .overwrite(trimWhitespace)
    .min(1, 'must not be empty')
    .max(200, 'must have at most 200 characters')
    .optional(),
  sendAt: Moment.optional(),
  expiresAt: Moment.optional(),
})

/** Takes the row's own terms out of it; the rest is the message. */
export function readRow(row: unknown): {
  message: unknown
  terms: SubmissionOptions
  problems: FieldProblem[]
} {
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return { message: row, terms: {}, problems: [] }
  const { key, sendAt, expiresAt, ...message } = row as Record<string, unknown>
  const given = Object.fromEntries(
    Object.entries({ key, sendAt, expiresAt }).filter(([, v]) => v !== undefined),
  )
  const terms = RowTerms.safeParse(given)
  if (terms.success) return { message, terms: terms.data, problems: [] }
  return { message, terms: {}, problems: problemsOf(terms.error, given) }
}

type ParsedSubmission =
  | {
      readonly ok: true
      readonly message: Message
      readonly submission: Submission
      /** What does not go with its template, although that is no reason to refuse it. */
      readonly warnings: readonly TemplateProblem[]
    }
  | { readonly ok: false; readonly problems: FieldProblem[] }

/** Checks a message and its terms against one another and the clock; all problems at once. */
export function parseSubmission(
  input: unknown,
  terms: SubmissionOptions,
  intake: SubmissionRules,
  now: number,
): ParsedSubmission {
  const parsed = parseMessage(input, intake.rules)
  const ofMessage = parsed.ok ? (intake.transportProblems?.(parsed.message) ?? []) : parsed.problems
  const isRefused = intake.templates?.refuse ?? false
  const misfits = intake.templates ? misfitsOf(input, parsed, intake.templates, intake.rules) : []
  const refused = isRefused ? misfits.map(asFieldProblem) : []
  const problems = [...ofMessage, ...submissionProblems(terms, now)]
  if (!parsed.ok || problems.length > 0) {
    const isNew = ({ path }: FieldProblem) => problems.every((problem) => problem.path !== path)
    return { ok: false, problems: [...problems, ...overdueProblems(terms, now).filter(isNew), ...refused] }
  }
  const { reference, metadata, ...content } = parsed.message
  const extras = extrasOf({ reference, metadata })
  const lane = terms.lane ?? laneOf(parsed.message) ?? intake.defaultLane
  const due = Math.max(now, terms.sendAt?.getTime() ?? now)
  return {
    ok: true,
    message: parsed.message,
    warnings: isRefused ? [] : misfits,
    submission: {
      to: parsed.message.to,
      template: { namespace: parsed.message.namespace, elementName: parsed.message.elementName },
      text: JSON.stringify(content),
      ...(Object.keys(extras).length > 0 ? { extras } : {}),
      lane,
      key: terms.key === undefined ? undefined : trimWhitespace(terms.key),
      newKey: terms.newKey,
      refusedIfNew: orNone([...overdueProblems(terms, now), ...refused]),
      delayMs: due - now,
      opensAt: intake.opensAt?.(parsed.message, lane, due),
      sendAt: terms.sendAt?.getTime(),
      expiresAt: terms.expiresAt?.getTime(),
    },
  }
}

/** A `sendAt` that is over for longer is a mistake, such as a wrong year; for less, the message goes at once. */
const longestOverdueMs = 86_400_000

/** What is refused only of a message that is new: whoever repeats a call of yesterday is answered as then. */
function overdueProblems({ sendAt, expiresAt }: SubmissionOptions, now: number): FieldProblem[] {
  if (expiresAt && expiresAt.getTime() <= now) {
    const message = 'is in the past: the message could never be sent'
    return [{ path: 'expiresAt', message, code: 'in-the-past' }]
  }
  if (sendAt && now - sendAt.getTime() > longestOverdueMs) {
    const message = 'is more than a day ago: correct it, or leave it out to send at once'
    return [{ path: 'sendAt', message, code: 'long-past' }]
  }
  return []
}

function orNone<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}

/** A year, whatever its length: what is meant for the same day of the next one may be enqueued. */
export const longestDelayMs = 366 * 86_400_000

export function submissionProblems(
  { key, sendAt, expiresAt }: SubmissionOptions,
  now: number,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  const length = key === undefined ? 1 : trimWhitespace(key).length
  if (length < 1 || length > 200) {
    const code = length < 1 ? 'missing' : 'too-long'
    problems.push({ path: 'key', message: 'must have 1 to 200 characters', code, limit: 200 })
  }
  if (key !== undefined && hasControl(trimWhitespace(key))) {
    const message = 'must not contain control characters'
    problems.push({ path: 'key', message, code: 'control-character' })
  }
  for (const [path, date] of Object.entries({ sendAt, expiresAt })) {
    if (date && Number.isNaN(date.getTime()))
      problems.push({ path, message: 'must be a valid date', code: 'not-a-date' })
  }
  if (sendAt && sendAt.getTime() - now > longestDelayMs) {
    const message = 'is more than a year ahead: correct it, or enqueue it later'
    problems.push({ path: 'sendAt', message, code: 'far-ahead' })
  }
  if (expiresAt && sendAt && expiresAt <= sendAt) {
    const message = 'must be later than sendAt: the message could never be sent'
    problems.push({ path: 'expiresAt', message, code: 'ends-before-start' })
  }
  return problems
}
