import { z } from 'zod'
import { parseTemplatePlace } from './catalogue/index.js'
import type {
  BatchListOptions,
  BatchMessagesOptions,
  BatchOptions,
  BatchRetryOptions,
  BatchSeriesOptions,
  ChangeOptions,
  CheckOptions,
  DispatchedOptions,
  SendOptions,
  TemplateListOptions,
  TestOptions,
} from './disparo-options.js'
import { batchSources, countedStatuses, type RegisterPlace } from './ledger/index.js'
import {
  explainIssue,
  type FieldProblem,
  InvalidMessageError,
  Lane,
  MessageStatus,
  Moment,
  nameText,
  problemsOf,
  strictObject,
  trimWhitespace,
} from './message/index.js'
import { batchStateNames, maxResolved, mostTests, parsePlace, type Resolution } from './queue/index.js'

type Shape<Options> = Record<keyof Options, z.core.$ZodType>

export const text = z.string('must be text')
export const key = text.overwrite(trimWhitespace)
export const whole = z.int('must be a whole number')
export const isTrue = z.boolean('must be true or false')
export const listener = <Hears>() =>
  z.custom<Hears>((value) => typeof value === 'function', 'must be a function').optional()

const batchName = nameText(100)
const by = text.min(1).max(200).optional()

const perMinute = whole.min(1).max(1_000_000)

const tests = whole.min(1).max(mostTests)

const batchShape = {
  key: key.optional(),
  into: text.optional(),
  replace: isTrue.optional(),
  unique: z.literal('to').optional(),
  rowsBy: z.enum(['content', 'place']).optional(),
  name: batchName.optional(),
  createdBy: text.min(1).max(200).optional(),
  canary: z.int('must be a whole number').min(1).max(1_000).optional(),
  maxPerMinute: perMinute.optional(),
  format: z.enum(batchSources).optional(),
  source: text.min(1).max(200).optional(),
  anew: isTrue.optional(),
  isWhole: listener<() => boolean>(),
  lane: Lane.optional(),
  sendAt: Moment.optional(),
  expiresAt: Moment.optional(),
  onProgress: listener<NonNullable<BatchOptions['onProgress']>>(),
}

/** The options of each call: what `disparo.ts` says of them, checked. A limit that is too high is the highest. */
export const callOptions = {
  send: strictObject({
    key: key.optional(),
    newKey: isTrue.optional(),
    lane: Lane.optional(),
    sendAt: Moment.optional(),
    expiresAt: Moment.optional(),
  } satisfies Shape<SendOptions>),
  sendMany: strictObject(batchShape satisfies Shape<BatchOptions>),
  sendTest: strictObject({
    to: text,
    first: tests.optional(),
    rows: z.array(whole.min(1)).min(1).max(mostTests).optional(),
  } satisfies Shape<TestOptions>).refine(({ first, rows }) => first === undefined || rows === undefined, {
    path: ['first'],
    message: 'is for the first rows: leave it out where `rows` says which',
  }),
  batches: strictObject({
    state: z.enum(batchStateNames).optional(),
    q: text.min(1).max(100).optional(),
    after: text.transform(place).optional(),
    limit: whole.optional(),
  } satisfies Shape<BatchListOptions>),
  rename: strictObject({ name: batchName }),
  reschedule: strictObject({ sendAt: Moment }),
  pace: strictObject({ maxPerMinute: perMinute.nullable() }),
  change: strictObject({ by } satisfies Shape<ChangeOptions>),
  mayBegin: strictObject({ key: key.optional(), into: text.optional(), rows: whole.optional() }),
  check: strictObject({ ...batchShape, details: isTrue.optional() } satisfies Shape<CheckOptions>),
  batchMessages: strictObject({
    after: whole.optional(),
    limit: whole.optional(),
    status: z.array(MessageStatus).min(1).optional(),
    ...{ reason: text.min(1).max(40).optional(), content: isTrue.optional() },
  } satisfies Shape<BatchMessagesOptions>),
  batchSeries: strictObject({
    by: z.enum(['minute', 'hour']).optional(),
    status: z.array(z.enum(countedStatuses)).min(1).optional(),
  } satisfies Shape<BatchSeriesOptions>),
  templates: strictObject({
    q: text.min(1).max(100).optional(),
    status: text.min(1).max(64).optional(),
    after: text.transform(templatePlace).optional(),
    limit: whole.optional(),
  } satisfies Shape<TemplateListOptions>),
  retryBatch: strictObject({
    reason: text.min(1).max(40).optional(),
    after: whole.optional(),
    by,
  } satisfies Shape<BatchRetryOptions>),
  page: strictObject({ after: whole.optional(), limit: whole.optional() }),
  dispatched: strictObject({
    from: Moment,
    to: Moment,
    offset: whole.optional(),
    limit: whole.optional(),
  } satisfies Shape<DispatchedOptions>),
  replayCallbacks: strictObject({ since: Moment.optional(), by }),
  unknown: strictObject({ limit: whole.optional() }),
  unmatchedEvents: strictObject({
    before: text.regex(/^\d{1,15}-\d{1,15}$/, 'must be the next of a page').optional(),
    limit: whole.optional(),
  }),
  resolve: strictObject({
    as: z.enum(['accepted', 'resend']),
    by: key.min(1).max(200),
  } satisfies Shape<Resolution>),
  doubts: z.union(
    [
      strictObject({ ids: z.array(text).min(1).max(maxResolved) }),
      strictObject({ batch: text.min(1).max(200) }),
      strictObject({ request: text.min(1).max(200) }),
    ],
    'must have ids (1 to 1,000), a batch or a request',
  ),
} as const

/** @returns where the page begins */
function place(text: string, context: z.core.$RefinementCtx<string>): RegisterPlace {
  const found = parsePlace(text)
  if (found) return found
  context.addIssue({ code: 'custom', message: 'must be the next of a page' })
  return z.NEVER
}

function templatePlace(text: string, context: z.core.$RefinementCtx<string>): string {
  const found = parseTemplatePlace(text)
  if (found !== undefined) return found
  context.addIssue({ code: 'custom', message: 'must be the next of a page' })
  return z.NEVER
}

type Read<Options> =
  | { readonly options: Options; readonly problems?: undefined }
  | { readonly options?: undefined; readonly problems: readonly FieldProblem[] }

/** Reads the options of a call; leaving them out is having none. */
export function readOptions<Options>(schema: z.ZodType<Options>, given: unknown): Read<Options> {
  const result = schema.safeParse(given === undefined ? {} : given, { error: explainIssue })
  if (result.success) return { options: result.data }
  const problems = problemsOf(result.error)
  return { problems: problems.map(({ path, message }) => ({ path: path || 'options', message })) }
}

/** @throws InvalidMessageError naming every bad option */
export function parseOptions<Options>(schema: z.ZodType<Options>, given: unknown): Options {
  const { options, problems } = readOptions(schema, given)
  if (problems) throw new InvalidMessageError(problems, { of: 'call' })
  return options
}

/** @throws InvalidMessageError */
export function parseLane(given: unknown): Lane {
  return parseOptions(z.object({ lane: Lane }), { lane: given }).lane
}

/** @throws InvalidMessageError for what is no list of rows; a text is a list of its letters, which nobody means */
export function parseRows(given: unknown): Iterable<unknown> | AsyncIterable<unknown> {
  if (typeof given === 'object' && given !== null) {
    if (Symbol.iterator in given || Symbol.asyncIterator in given) return given as Iterable<unknown>
  }
  const problem = { path: 'rows', message: 'must be a list of messages, or what gives them one by one' }
  throw new InvalidMessageError([problem], { of: 'call' })
}
