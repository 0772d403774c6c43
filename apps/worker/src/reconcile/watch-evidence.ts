import { recordCoverage, type SlicedMessage } from '@disparo/core/internal/ledger'
import { type AcceptedSighting, countEvidence, type DifferingField } from '@disparo/hi-platform/report'
import type { PagesDeps } from './read-pages.js'

/** What was accepted last; more would say how it was before. */
const lately = 50

/**
 * Keeps an eye on whether the report shows what was accepted: where it shows less than half for a quarter of an hour, it
 * writes something otherwise than it was sent, or lacks it, and no doubt can be ended.
 */
export async function watchEvidence(
  { redis, keys, log }: Pick<PagesDeps, 'redis' | 'keys' | 'log'>,
  controls: readonly { readonly message: SlicedMessage; readonly control: AcceptedSighting }[],
  {
    startedAt,
    fieldOf,
  }: {
    readonly startedAt: number
    /** In which field the report differs from these. */
    readonly fieldOf: (missing: readonly SlicedMessage[]) => DifferingField
  },
): Promise<void> {
  const judged = controls.filter(({ control }) => control.state !== 'pending').slice(-lately)
  const latestAt = judged.at(-1)?.control.sentAt
  if (latestAt === undefined) return
  const evidence = countEvidence(judged.map(({ control }) => control))
  const missing = judged.flatMap(({ message, control }) => (control.state === 'missing' ? [message] : []))
  const isBad = evidence.shown * 2 < evidence.of
  const field = isBad ? fieldOf(missing) : 'nothing'
  const turn = await recordCoverage(redis, keys, { startedAt, latestAt, ...evidence, field })
  if (turn === 'began') log.error({ event: 'report:unmatched', ...evidence, field })
  if (turn === 'ended') log.info({ event: 'report:matched', ...evidence })
}
