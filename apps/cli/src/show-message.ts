import { type Batch, type BatchProgress, explainFailure, MessageStatus } from '@disparo/api'
import { describeReasons } from './batch-figures.js'
import type { CommandContext } from './command-context.js'
import { describeCounts } from './describe-counts.js'
import { describeEstimate, describeHoldup, hasHoldups } from './describe-holdups.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { describeEnd, exitOf, followBatch, isOver } from './follow-batch.js'
import { noWorker } from './no-worker.js'
import { pluralize } from './pluralize.js'
import { printResult } from './terminal.js'
import { readWait, type WaitOptions } from './wait-options.js'

/** `disparo status ID`: what became of a message. The recipient is only in `--json`. */
export async function showMessage(
  { terminal, client, account }: CommandContext,
  id: string,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  const state = await client.getMessage({ params: { account, id } })
  printResult(terminal, json, state, [
    `Message ${state.id} is ${state.status} (${state.lane} lane, ${pluralize(state.attempts, 'attempt')}).`,
    ...(state.detail ? [state.detail] : []),
    ...(state.holdup ? [heldUp[state.holdup.reason] + state.holdup.until] : []),
    ...(state.tried ?? []).map(({ at, reason }) => `  tried       ${at}  ${explainFailure(reason).reason}`),
    // In the order of its life: the report's times are whole seconds, and may seem earlier than ours.
    ...MessageStatus.options.flatMap((status) =>
      state.timeline[status] ? [`  ${status.padEnd(12)}${state.timeline[status]}`] : [],
    ),
  ])
  return exitCode.ok
}

const heldUp = {
  'quiet-hours': 'It waits for quiet hours to end, at ',
  cap: 'Its person has had as many messages as frequencyCap allows, until ',
}

/** `disparo batch ID`: how far a batch is; with `--wait` until all of it is settled. */
export async function showBatch(
  tools: CommandContext,
  id: string,
  { json = false, ...waiting }: { json?: boolean } & WaitOptions,
): Promise<ExitCode> {
  const { terminal, client, account } = tools
  const timeoutMs = readWait(waiting)
  const followed = waiting.wait ? await followBatch(tools, id, { timeoutMs }) : undefined
  const state = followed?.state ?? (await client.getBatch({ params: { account, id } }))
  const { rejected = 0, failed = 0, unknown = 0 } = state.counts
  const found =
    json || rejected + failed + unknown === 0
      ? { reasons: [] }
      : await client.getBatchReasons({ params: { account, id } })
  printResult(terminal, json, state, [
    ...describeBatch(state),
    ...describeReasons(found),
    ...(followed ? describeEnd(followed) : []),
  ])
  return followed ? exitOf(followed) : exitCode.ok
}

export function describeBatch(batch: Batch): string[] {
  const { id, name, total, lane, rejectedRows, state, counts, createdAt, createdBy, maxPerMinute } = batch
  const badRows = rejectedRows > 0 ? `, ${pluralize(rejectedRows, 'bad row')}` : ''
  const change = batch.cancelled ?? batch.halted ?? batch.paused
  const since = change ? ` since ${change.at}${'by' in change && change.by ? ` by ${change.by}` : ''}` : ''
  const first = state === 'scheduled' ? ` for ${batch.sendAt}` : ''
  const standing = state === 'running' ? '' : `; ${state}${first}${since}`
  return [
    `Batch ${id}: ${pluralize(total, 'message')} in the ${lane} lane${badRows}${standing}.`,
    ...(name === undefined ? [] : [`  ${name}, enqueued ${createdAt}${createdBy ? ` by ${createdBy}` : ''}`]),
    ...(maxPerMinute === undefined ? [] : [`At most ${maxPerMinute} of it begin in a minute.`]),
    ...describeCounts(counts),
    ...(hasHoldups(batch) ? [...describeEstimate(batch), ...describeHoldups(batch)] : describeWorker(batch)),
  ]
}

function describeHoldups(batch: BatchProgress): string[] {
  const lines = batch.holdups.map((holdup) => `  - ${describeHoldup(holdup, batch.id)}`)
  return lines.length === 0 ? [] : ['What holds it up:', ...lines]
}

function describeWorker(batch: Batch): string[] {
  return batch.hasWorker === false && !isOver(batch) ? [noWorker] : []
}
