import assert from 'node:assert/strict'
import { Batch, BatchPage, BatchReceipt, kindOf, Message, Problem, SendReceipt } from '@disparo/api'
import { SendJob } from '@disparo/core/internal/queue'
import { recipient, secrets } from './message-body.js'
import type { HttpRequest } from './producer-request.js'
import { type Answer, isLate, repeatLate } from './send-request.js'
import type { FuzzedProducer } from './start-producer.js'

/** What was taken; more requests are about it. */
type Taken = { readonly message: string } | { readonly batch: string } | undefined

/**
 * Holds an answer against what the door promises.
 * @throws AssertionError
 */
export async function judgeAnswer(
  door: FuzzedProducer,
  request: HttpRequest,
  answer: Answer,
): Promise<Taken> {
  const { status, text } = answer
  assert.ok(status >= 200 && status < 500, `answered ${status}: ${text}`)
  if (request.good !== undefined) assert.equal(status, 202, `a valid one was answered ${status}: ${text}`)
  if (status >= 400) judgeProblem(request, answer)
  if (status !== 202 || request.method !== 'POST') return undefined
  if (/\/messages(\?|$)/.test(request.path)) return judgeMessage(door, request, text)
  return /\/batches(\?|$)/.test(request.path) ? judgeBatch(door, request, text) : undefined
}

function judgeProblem({ method }: HttpRequest, { status, headers, text }: Answer): void {
  assert.doesNotMatch(text, secrets, `a problem repeats the input: ${text}`)
  assert.match(String(headers['content-type']), /^application\/problem\+json/, `${status}: ${text}`)
  if (method === 'HEAD') return
  const problem = Problem.parse(JSON.parse(text))
  assert.equal(problem.status, status)
  assert.notEqual(kindOf(problem.type), undefined, `${problem.type} is no kind of problem`)
}

async function judgeMessage(door: FuzzedProducer, { good }: HttpRequest, text: string): Promise<Taken> {
  const { id, lane } = SendReceipt.parse(JSON.parse(text))
  const state = Message.parse(await get(door, `messages/${id}`))
  assert.equal(state.id, id)
  const job = await door.lanes[lane].getJob(id)
  const { message } = SendJob.parse(job?.data)
  if (good !== undefined) assert.equal(message.to, recipient)
  return { message: id }
}

async function judgeBatch(door: FuzzedProducer, { good }: HttpRequest, text: string): Promise<Taken> {
  const { id, lane, enqueued, repeated, problems } = BatchReceipt.parse(JSON.parse(text))
  assert.doesNotMatch(JSON.stringify(problems), secrets, 'a problem of a row repeats the input')
  if (good !== undefined)
    assert.equal(enqueued + repeated, good, `${enqueued} of ${good} good rows were enqueued: ${text}`)
  const state = Batch.parse(await get(door, `batches/${id}`))
  const { messages } = BatchPage.parse(await get(door, `batches/${id}/messages?limit=1000`))
  assert.ok(state.total >= enqueued && messages.length >= enqueued, 'not all of the batch is known')
  const jobs = await Promise.all(messages.map((message) => door.lanes[lane].getJob(message.id)))
  for (const job of jobs) if (job) SendJob.parse(job.data)
  assert.ok(jobs.filter((job) => job !== undefined).length >= enqueued, 'a row has no job')
  return { batch: id }
}

async function get(door: FuzzedProducer, path: string): Promise<unknown> {
  const { status, text } = await repeatLate(async () => {
    const { statusCode, headers, body } = await door.pool.request({
      method: 'GET',
      path: `/v1/accounts/${door.account}/${path}`,
      headers: { authorization: door.authorization },
    })
    return { status: statusCode, headers, text: await body.text() }
  })
  assert.equal(status, 200, `what was taken is not known: ${text}`)
  return JSON.parse(text)
}

/** Any answers in what a connection gave back. */
export function judgeRaw(text: string): void {
  for (const [, status] of text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)) {
    const isFine = Number(status) < 500 || isLate({ status: Number(status), text })
    assert.ok(isFine, `answered ${status}: ${text.slice(0, 2_000)}`)
    if (Number(status) >= 400) assert.doesNotMatch(text, secrets, `a problem repeats the input: ${text}`)
  }
}
