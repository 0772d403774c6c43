import { CallbackBody } from '../callback/index.js'
import type { ForgetDeps, Search } from './forget-deps.js'

/** The pattern of the keys of all callbacks; a few others have it, too. */
export function callbacksPattern({ callbacks }: ForgetDeps): string {
  return callbacks.toKey('*')
}

/**
 * Takes the label out of the callbacks about a person's messages, whether they wait, were put aside, or were just
 * delivered: they say nothing else of anybody. They are delivered as before.
 */
export async function forgetCallbacks(
  { callbacks }: ForgetDeps,
  found: readonly string[],
  { ids }: Pick<Search, 'ids'>,
): Promise<void> {
  const start = callbacks.toKey('').length
  const jobIds = found.map((key) => key.slice(start)).filter((id) => /^\d+-\d+$/.test(id))
  const jobs = await Promise.all(jobIds.map((id) => callbacks.getJob(id)))
  for (const job of jobs) {
    const { data: body } = CallbackBody.safeParse(job?.data)
    if (!job || !body || !ids.has(body.data.id) || body.data.externalLabel === undefined) continue
    const { externalLabel: _, ...data } = body.data
    await job.updateData({ ...body, data })
  }
}
