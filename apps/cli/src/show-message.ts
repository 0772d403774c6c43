import { type Batch, type BatchProgress, MessageStatus } from '@disparo/api'
import { describeReasons } from './batch-figures.js'
import type { CommandContext } from './command-context.js'
import { describeCounts } from './describe-counts.js'
import { describeEstimate, describeHoldup, hasHoldups } from './describe-holdups.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { describeEnd, exitOf, followBatch, isOver } from './follow-batch.js'
import { printResult } from './terminal.js'
import { readWait, type WaitOptions } from './wait-options.js'
import { type Speech, speechOf, type Words } from './words/index.js'

/** `disparo status ID`: what became of a message. The recipient is only in `--json`. */
export async function showMessage(
  { terminal, client, account }: CommandContext,
  id: string,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  const state = await client.getMessage({ params: { account, id } })
  const { words, time, exact } = speechOf(terminal.env)
  const { codes, common, messages } = words
  const heldUp = { 'quiet-hours': common.quietUntil, cap: common.cappedUntil }
  printResult(terminal, json, state, [
    messages.is(state.id, common.statuses[state.status], common.lanes[state.lane], state.attempts),
    ...(state.detail ? [state.detail] : []),
    ...(state.holdup ? [heldUp[state.holdup.reason](time(state.holdup.until))] : []),
    ...(state.tried ?? []).map(({ at, reason }) => messages.tried(exact(at), codes.failure(reason).reason)),
    // In the order of its life: the report's times are whole seconds, and may seem earlier than ours.
    ...MessageStatus.options.flatMap((status) => {
      const at = state.timeline[status]
      return at ? [`  ${common.statuses[status].padEnd(12)}${exact(at)}`] : []
    }),
  ])
  return exitCode.ok
}

/** `disparo batch ID`: how far a batch is; with `--wait` until all of it is settled. */
export async function showBatch(
  tools: CommandContext,
  id: string,
  { json = false, ...waiting }: { json?: boolean } & WaitOptions,
): Promise<ExitCode> {
  const { terminal, client, account } = tools
  const speech = speechOf(terminal.env)
  const timeoutMs = readWait(waiting, speech.words)
  const followed = waiting.wait ? await followBatch(tools, id, { timeoutMs }) : undefined
  const state = followed?.state ?? (await client.getBatch({ params: { account, id } }))
  const { rejected = 0, failed = 0, unknown = 0 } = state.counts
  const found =
    json || rejected + failed + unknown === 0
      ? { reasons: [] }
      : await client.getBatchReasons({ params: { account, id } })
  printResult(terminal, json, state, [
    ...describeBatch(state, speech),
    ...describeReasons(found, speech.words),
    ...(followed ? describeEnd(followed, speech.words) : []),
  ])
  return followed ? exitOf(followed) : exitCode.ok
}

export function describeBatch(batch: Batch, speech: Speech): string[] {
  const { words, time } = speech
  const { batches, common } = words
  const { id, name, total, lane, rejectedRows, state, counts, createdAt, createdBy, maxPerMinute } = batch
  const badRows = rejectedRows > 0 ? batches.badRows(rejectedRows) : ''
  const by = createdBy ? common.by(createdBy) : ''
  return [
    batches.is(id, total, common.lanes[lane], badRows, state === 'running' ? '' : standingOf(batch, speech)),
    ...(name === undefined ? [] : [batches.named(name, time(createdAt), by)]),
    ...(maxPerMinute === undefined ? [] : [batches.pace(maxPerMinute)]),
    ...describeCounts(counts, words),
    ...(hasHoldups(batch)
      ? [...describeEstimate(batch, speech), ...describeHoldups(batch, speech)]
      : describeWorker(batch, words)),
  ]
}

function standingOf(batch: Batch, { words: { batches, common }, time }: Speech): string {
  const { state, sendAt } = batch
  const change = batch.cancelled ?? batch.halted ?? batch.paused
  const by = change && 'by' in change && change.by ? common.by(change.by) : ''
  const scheduled = state === 'scheduled' && sendAt ? time(sendAt) : undefined
  return batches.standing(common.states[state], scheduled, change && time(change.at), by)
}

function describeHoldups(batch: BatchProgress, speech: Speech): string[] {
  const lines = batch.holdups.map((holdup) => `  - ${describeHoldup(holdup, batch.id, speech)}`)
  return lines.length === 0 ? [] : [speech.words.holdups.title, ...lines]
}

function describeWorker(batch: Batch, { common }: Words): string[] {
  return batch.hasWorker === false && !isOver(batch) ? [common.noWorker] : []
}
