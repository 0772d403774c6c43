import { callOptions, parseLane, parseOptions, parseRows, readOptions } from '../call-options.js'
import { type ConnectOptions, readConnectOptions } from '../connect-options.js'
import type { Disparo } from '../disparo.js'
import type { Enqueueing } from '../enqueueing.js'
import { InvalidMessageError, type Lane, type MessageStatus } from '../message/index.js'
import { takeNamed } from '../named-calls.js'
import { intakeOf } from '../open-account.js'
import { type EnqueueManyOptions, importRows, mostNamed, parseSubmission, RowTally } from '../queue/index.js'
import { rejectWhenClosed } from '../reject-when-closed.js'
import type { NoTemplates, TemplateDefinitions } from '../templates/index.js'
import { Recorder, type SentMessage } from './recorder.js'
import { stateOf } from './state-of.js'

export interface FakeOptions<Named extends TemplateDefinitions = NoTemplates>
  extends Pick<ConnectOptions<Named>, 'templates'> {
  /** As `connect` takes it; its rules (country, coupon, transport …) are held. Default `fake`. */
  readonly account?: ConnectOptions['account'] | undefined
}

/** A `Disparo` for your unit tests: nothing leaves the process. */
export interface FakeDisparo<Named extends TemplateDefinitions = NoTemplates> extends Disparo<Named> {
  /** What was enqueued, in its order. */
  readonly sent: readonly SentMessage[]
  /** The next call fails with this error, such as `new RedisUnavailableError(…)`, and changes nothing. */
  failNext(error: Error): void
  /** Lets a message come to a status. @throws Error where it was not sent */
  become(id: string, status: MessageStatus): void
  /** Forgets all that was sent. */
  clear(): void
}

/** The fake does not know the answer. A test that needs it runs `connect` with a Redis. */
export class NotFakedError extends Error {
  readonly code = 'NOT_FAKED'

  constructor(call: string) {
    super(`fakeDisparo does not answer ${call}(): use connect() and a Redis for this test`)
    this.name = 'NotFakedError'
  }
}

/**
 * Records what your code enqueues, and refuses what the real one refuses, in the same words: fields, options, keys that were used for
 * another message. It answers `send`, `sendMany`, `check`, `mayBegin`, `estimate`, `status`, `ping` and `close`; every other call
 * fails with `NotFakedError`. Quotas, suppressions and template catalogues are not faked.
 * @throws ConfigurationError naming the options that are wrong
 */
export function fakeDisparo<const Named extends TemplateDefinitions = NoTemplates>(
  options: FakeOptions<Named> = {},
): FakeDisparo<Named> {
  const { account = 'fake', templates } = options
  const settings = readConnectOptions({ redis: 'redis://fake', account, ...(templates && { templates }) })
  const recorder = new Recorder(settings.account.name)
  const enqueueing = fakeEnqueueing(recorder, settings.account.name, intakeOf(settings.account))
  let failure: Error | undefined
  let isClosed = false
  const failing = <Calls extends Record<string, (...args: never[]) => Promise<unknown>>>(
    calls: Calls,
  ): Calls => {
    const all = Object.entries(calls).map(([name, call]) => [
      name,
      async (...args: never[]) => {
        const error = failure
        failure = undefined
        if (error) throw error
        return call(...args)
      },
    ])
    return Object.fromEntries(all)
  }
  const close = async () => {
    isClosed = true
  }
  const calls = rejectWhenClosed(
    failing({
      ...{ ...enqueueing, ...(templates && takeNamed(enqueueing, templates)) },
      status: async (id: string) => stateOf(recorder.find(id)),
      ping: async () => {},
    }),
    () => isClosed,
  )
  const fake = {
    ...{ account: settings.account.name, ...calls, close, [Symbol.asyncDispose]: close },
    failNext: (error: Error) => {
      failure = error
    },
    become: (id: string, status: MessageStatus) => recorder.become(id, status),
    clear: () => recorder.clear(),
  }
  return new Proxy(fake, {
    get: (target, name) => {
      if (name === 'sent') return recorder.sent
      if (typeof name === 'symbol' || name === 'then' || name in target) return Reflect.get(target, name)
      return () => Promise.reject(new NotFakedError(name))
    },
  }) as unknown as FakeDisparo<Named>
}

type Faked = Pick<Enqueueing, 'send' | 'sendMany' | 'check' | 'sendTest' | 'mayBegin' | 'estimate'>

const retentionMs = 30 * 86_400_000

function fakeEnqueueing(recorder: Recorder, account: string, rules: ReturnType<typeof intakeOf>): Faked {
  const take = async (
    into: Recorder,
    rows: unknown,
    { lane = 'bulk', ...options }: Terms,
    tally = new RowTally(),
  ) => {
    const deps = { account, rules, effects: into.effects() }
    const { receipt } = await importRows(deps, parseRows(rows), { ...options, lane, retentionMs }, tally)
    return { ...receipt, hasWorker: true }
  }
  return {
    send: async (given, givenOptions) => {
      const { options = {}, problems = [] } = readOptions(callOptions.send, givenOptions)
      const read = parseSubmission(given, options, rules, Date.now())
      const refused = read.ok ? (read.submission.refusedIfNew ?? []) : read.problems
      if (!read.ok || refused.length + problems.length > 0)
        throw new InvalidMessageError([...refused, ...problems])
      return { ...recorder.add(read.submission), hasWorker: true }
    },
    sendMany: (rows, given) => take(recorder, rows, parseOptions(callOptions.sendMany, given)),
    check: async (rows, given) => {
      const { details = true, ...options } = parseOptions(callOptions.check, given)
      const tally = new RowTally(details ? mostNamed : 0)
      const { id: _id, ...receipt } = await take(recorder.copy(), rows, options, tally)
      const named = { ...tally.names.list(), suspicious: tally.suspicions.named(), recent: [] }
      return { ...receipt, templates: [], preview: [], named }
    },
    sendTest: () => Promise.reject(new NotFakedError('sendTest')),
    mayBegin: async (given) => {
      parseOptions(callOptions.mayBegin, given)
    },
    estimate: async (given) => {
      parseLane(given)
      return { hasWorker: true, sendAt: new Date() }
    },
  }
}

type Terms = Omit<EnqueueManyOptions, 'lane' | 'retentionMs'> & { readonly lane?: Lane | undefined }
