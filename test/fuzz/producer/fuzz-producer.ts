import assert from 'node:assert/strict'
import { allOf } from '../all-of.js'
import { runCases } from '../run-cases.js'
import { judgeAnswer, judgeRaw } from './judge-answer.js'
import { mediansOfThirds, residentMiB } from './memory.js'
import { secrets } from './message-body.js'
import { type HttpRequest, type ProducerRequest, producerRequest } from './producer-request.js'
import { type Known, sendHttp, sendRaw } from './send-request.js'
import { type FuzzedProducer, startFuzzedProducer } from './start-producer.js'

interface ProducerFuzzResult {
  readonly requests: number
  /**
   * How often each status was the answer; `raw` counts the connections that were given bytes,
   * `aborted` the bodies beyond the limit whose answer was lost.
   */
  readonly answers: Readonly<Record<string, number>>
  /** Resident memory of the producer in MiB: the median of each third of the run. */
  readonly memoryMiB: readonly number[]
  readonly seconds: number
}

interface ProducerFuzzOptions {
  readonly requests: number
  readonly seed: number
  readonly say?: (line: string) => void
}

/** @throws Error with the smallest request that broke a promise */
export async function fuzzProducer({
  requests,
  seed,
  say = () => {},
}: ProducerFuzzOptions): Promise<ProducerFuzzResult> {
  const door = await startFuzzedProducer()
  try {
    const begun = performance.now()
    const answers: Record<string, number> = {}
    const known: Known = { message: 'none', batch: 'none' }
    const memory: number[] = []
    const leaks: string[] = []
    door.producer.onLine((line) => {
      if (secrets.test(line)) leaks.push(line)
    })
    const judged = await runCases<ProducerRequest>({
      cases: requests,
      seed,
      arbitrary: producerRequest,
      judge: async (together) => {
        await allOf(together.map((request) => judgeOne(door, known, answers, request)))
        await expectUp(door)
        assert.deepEqual(leaks.splice(0), [], 'the log repeats the input')
        memory.push(await residentMiB(door.producer.pid))
      },
      onProgress: (done) => say(`${done} requests, ${Math.round(memory.at(-1) ?? 0)} MiB`),
    })
    const seconds = Math.round((performance.now() - begun) / 1_000)
    return { requests: judged, answers, memoryMiB: mediansOfThirds(memory), seconds }
  } finally {
    await door.stop()
  }
}

async function judgeOne(
  door: FuzzedProducer,
  known: Known,
  answers: Record<string, number>,
  request: ProducerRequest,
): Promise<void> {
  const count = (answer: string) => {
    answers[answer] = (answers[answer] ?? 0) + 1
  }
  if (request.kind === 'raw') {
    judgeRaw(await sendRaw(door, known, request))
    return count('raw')
  }
  const answer = await sendHttp(door, known, request).catch((error: unknown) => {
    if (mayBeCutOff(request, error)) return undefined
    throw error
  })
  if (answer === undefined) return count('aborted')
  count(`${answer.status}`)
  Object.assign(known, await judgeAnswer(door, request, answer))
}

const bodyLimitBytes = 64 * 1024
const cutOff: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET'])

/** A body beyond the limit is refused before it is read: its answer may be lost with the connection (RFC 9112, 9.6). */
function mayBeCutOff({ body }: HttpRequest, error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return body !== undefined && body.length > bodyLimitBytes && cutOff.has(code)
}

async function expectUp(door: FuzzedProducer): Promise<void> {
  const { statusCode, body } = await door.pool.request({ method: 'GET', path: '/healthz' })
  await body.dump()
  assert.equal(statusCode, 200, `the door is not up: ${door.producer.output()}`)
}
