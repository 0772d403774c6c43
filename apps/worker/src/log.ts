import { type LimitChange, limitExhaustedReason } from '@disparo/core/internal/gate'
import type { Settled } from '@disparo/core/internal/ledger'
import type { Lane, Message, MessageStatus } from '@disparo/core/internal/message'
import type { Outcome } from '@disparo/hi-platform/rest'
import type { Logger } from 'pino'

/**
 * Fields are ids, codes and times; never a recipient, a parameter or upstream's words. The vocabulary: `@disparo/service/log`.
 */
export function logAttempt(
  log: Logger,
  attempt: {
    readonly lane: Lane
    readonly id: string
    readonly attempt: number
    readonly ms: number
    readonly outcome: Outcome | undefined
    readonly status: MessageStatus
  },
): void {
  const { outcome, status, ...rest } = attempt
  const fields = {
    event: `message:${status}` as const,
    ...rest,
    outcome: outcome?.kind ?? 'permit-expired',
    ...(outcome && 'reason' in outcome ? { reason: outcome.reason } : {}),
  }
  if (status === 'accepted') log.debug(fields)
  else if (status === 'failed' || status === 'unknown') log.warn(fields)
  else log.info(fields)
}

export function logGate(log: Logger, gate: Settled['gate'], outcome: Outcome | undefined): void {
  if (gate.kind === 'opened') log.info({ event: 'gate:opened' })
  if (gate.kind !== 'closed') return
  const reason = outcome && 'reason' in outcome ? outcome.reason : outcome?.kind
  const fields = { event: 'gate:closed' as const, reason, ms: gate.ms }
  if (outcome?.kind === 'account-fault') log.error({ ...fields, hint: accountFaultHint })
  else log.warn(fields)
}

/** What has become of the limit by what upstream says of it: to wait for its next window is no fault of anybody's. */
export function logLimit(
  log: Logger,
  { lowered, higher, exhaustedMs }: LimitChange,
  { max, windowMs }: { readonly max: number; readonly windowMs: number },
): void {
  if (lowered !== undefined) log.warn({ event: 'limit:lowered', max: lowered, configured: max, windowMs })
  if (higher !== undefined) log.info({ event: 'limit:higher', announced: higher, configured: max, windowMs })
  if (exhaustedMs !== undefined)
    log.info({ event: 'gate:closed', reason: limitExhaustedReason, ms: exhaustedMs })
}

/** A template is no personal data: it is named, so that somebody can see to it. */
export function logTemplate(
  log: Logger,
  { template }: Pick<Settled, 'template'>,
  { namespace, elementName }: Pick<Message, 'namespace' | 'elementName'>,
  outcome: Outcome | undefined,
): void {
  if (template?.kind === 'healed') log.info({ event: 'template:recovered', namespace, elementName })
  if (template?.kind !== 'resting') return
  const reason = outcome && 'reason' in outcome ? outcome.reason : outcome?.kind
  log.warn({ event: 'template:resting', namespace, elementName, reason, ms: template.ms })
}

const accountFaultHint =
  'Hi Platform refuses this account: check its baseUrl, configId, username and password. No message is lost; they wait.'
