import { readGroupSize } from '@disparo/core/internal/gate'
import { checkXmlSupport } from '@disparo/core/internal/message'
import type { SendJob } from '@disparo/core/internal/queue'
import { readJob } from '../lanes/read-job.js'
import { pauseLane } from '../lanes/release-job.js'
import type { Sender } from '../lanes/sender.js'
import { applyNextStep, skipSending } from '../sending/apply-next-step.js'
import { openGrouper } from './grouper.js'
import { rejectMessage } from './reject-message.js'
import { type GroupDeps, type Member, type MemberOutcome, sendGroup } from './send-group.js'

/** Sends messages of one template together. Each job waits for what becomes of its own, and follows that alone. */
export function openGroupSender(deps: GroupDeps): Sender {
  const { groupWaitMs, groupMax } = deps.account.xml
  const grouper = openGrouper<Member, MemberOutcome>({
    waitMs: groupWaitMs,
    send: (members) => sendFirst(deps, members),
  })
  return {
    perRequest: groupMax,
    flush: grouper.flush,
    send: async (job) => {
      const data = await readJob(deps, job)
      const problems = checkXmlSupport(data.message)
      if (problems.length > 0) return rejectMessage(deps, { job, data }, problems)
      const fate = await grouper.join({ job, data }, groupOf(data, groupMax))
      switch (fate.kind) {
        case 'not-sent':
          return skipSending(deps, job, fate.permission)
        case 'settled':
          return applyNextStep(deps, job, fate.settled, fate.outcome)
        case 'to-be-split':
          await job.updateData({ ...job.data, groupMax: fate.groupMax })
          return pauseLane(deps, 1)
      }
    },
  }
}

/** The group that a message waits for: of its template, and of the size that is left to it. */
function groupOf({ message, groupMax = Number.POSITIVE_INFINITY }: SendJob, usualMax: number) {
  const max = Math.min(usualMax, groupMax)
  return { key: JSON.stringify([message.namespace, message.elementName, max]), max }
}

/**
 * Sends as many as may go in one request now (after strain that is one), and answers for them; for all, where the gate is
 * closed. A job that was taken from us and given back while it waited is there twice: its message must not be.
 */
async function sendFirst(
  deps: GroupDeps,
  members: readonly Member[],
): Promise<PromiseSettledResult<MemberOutcome>[]> {
  const max = await readGroupSize(deps.redis, deps.keys, deps.account.xml.groupMax)
  const first = members.slice(0, max)
  const byId = new Map(first.map((member) => [member.job.id, member]))
  const fates = await sendGroup(deps, [...byId.values()])
  const fateOf = new Map([...byId.keys()].map((id, index) => [id, fates[index]]))
  const answers = first.map(
    ({ job }): PromiseSettledResult<MemberOutcome> =>
      fateOf.get(job.id) ?? { status: 'rejected', reason: undefined },
  )
  const last = answers.at(-1)
  return last && answers.every(isToWait) ? members.map((_, place) => answers[place] ?? last) : answers
}

function isToWait(result: PromiseSettledResult<MemberOutcome>): boolean {
  const fate = result.status === 'fulfilled' ? result.value : undefined
  return fate?.kind === 'not-sent' && fate.permission.kind === 'wait'
}
