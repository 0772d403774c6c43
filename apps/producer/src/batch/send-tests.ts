import { type Disparo, InvalidMessageError, type TestOptions } from '@disparo/core'
import { readChunks } from '@disparo/rows'
import { invalidRequest } from '../problem/invalid-request.js'
import { ProblemError } from '../problem/problem-error.js'
import { refuseBroken } from './enqueue-batch.js'
import { type BatchBody, receiveBody } from './receive-body.js'

/**
 * Sends a few rows of a body to who tests them. The rest of it arrives and is not looked at.
 * @throws ProblemError `invalid-rows` where none of them can go
 */
export async function sendTests(disparo: Disparo, batch: BatchBody, options: TestOptions) {
  const sent = await receiveBody(batch, { whole: false }, async ({ open }) => {
    const reader = await open()
    const sent = await disparo.sendTest(reader.rows, options).catch(explain)
    const { tests, problems } = sent
    if (tests.length > 0) return { ...sent, tests: [...tests] }
    refuseBroken(reader, problems)
    throw new ProblemError('invalid-rows', {
      detail: 'None of these rows can be sent: nothing was enqueued.',
      errors: problems,
    })
  })
  await passOver(batch)
  return sent
}

/** Whoever is still sending would else find the connection closed, and no answer. */
async function passOver({ body, maxBytes }: BatchBody): Promise<void> {
  try {
    for await (const _ of readChunks(body, maxBytes));
  } catch {
    // What was sent was sent.
  }
}

/** The number is the request's: its header is named, and not its value. */
function explain(error: unknown): never {
  if (!(error instanceof InvalidMessageError)) throw error
  throw invalidRequest(
    'headers',
    error.problems.map((problem) => ({ ...problem, path: problem.path === 'to' ? 'test-to' : problem.path })),
  )
}
