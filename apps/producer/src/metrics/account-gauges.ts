import { reasonLabel } from '@disparo/service/metrics'
import type { AccountStats } from '@disparo/service/stats'

/** One value of a gauge, and its labels besides the account. */
type Sample = readonly [value: number, labels?: Readonly<Record<string, string>>]

interface AccountGauge {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
  /** None: what the gauge tells does not apply to the account. */
  readonly of: (figures: AccountStats) => readonly Sample[]
}

/** What the producer tells of each account that it can read. */
export const accountGauges: readonly AccountGauge[] = [
  {
    name: 'disparo_lane_messages',
    help: 'Messages in a lane: waiting for their turn, delayed (until sendAt or the next attempt, in doubt, parked, or of a paused batch), or active.',
    labels: ['lane', 'state'],
    of: ({ lanes }) =>
      lanes.flatMap(({ lane, ...counts }) =>
        (['waiting', 'delayed', 'active'] as const).map((state) => [counts[state], { lane, state }] as const),
      ),
  },
  {
    name: 'disparo_lane_paused',
    help: 'Whether a lane is paused (1) or not (0).',
    labels: ['lane'],
    of: ({ lanes }) => lanes.map(({ lane, paused }) => [paused ? 1 : 0, { lane }]),
  },
  {
    name: 'disparo_lane_oldest_age_seconds',
    help: 'How long the message whose turn is next in a lane has been due; 0 when none waits.',
    labels: ['lane'],
    of: ({ lanes }) => lanes.map(({ lane, oldestAge }) => [oldestAge, { lane }]),
  },
  {
    name: 'disparo_lane_eta_seconds',
    help: 'Until a message enqueued now in a lane would be sent, by what waits and the limit.',
    labels: ['lane'],
    of: ({ lanes }) => lanes.map(({ lane, eta }) => [eta, { lane }]),
  },
  {
    name: 'disparo_gate_permits_used',
    help: 'Permits taken in the window that ends now, by both lanes.',
    of: ({ permitsUsed }) => [[permitsUsed]],
  },
  {
    name: 'disparo_gate_permits_max',
    help: 'Permits that may be out in a window when a lane still gets one.',
    labels: ['lane'],
    of: ({ lanes }) => lanes.map(({ lane, permits }) => [permits, { lane }]),
  },
  {
    name: 'disparo_limit_requests',
    help: 'Requests per window: configured, in force (less while Hi Platform announces less), and announced where that is more.',
    labels: ['kind'],
    of: ({ limit: { configured, inForce, higher } }) => [
      [configured, { kind: 'configured' }],
      [inForce, { kind: 'in-force' }],
      ...(higher === undefined ? [] : [[higher, { kind: 'announced' }] as const]),
    ],
  },
  {
    name: 'disparo_gate_closed',
    help: 'Whether the gate is closed (1) or open (0), and why (reason "none" while it is open).',
    labels: ['reason'],
    of: ({ closedBy }) =>
      closedBy === undefined ? [[0, { reason: 'none' }]] : [[1, { reason: reasonLabel(closedBy) }]],
  },
  {
    name: 'disparo_templates_unreadable',
    help: 'Whether the templates could not be read from their source last time (1), and those of before are in force, or they could (0).',
    of: ({ templates }) => (templates ? [[templates.failure === undefined ? 0 : 1]] : []),
  },
  {
    name: 'disparo_templates_resting',
    help: 'Templates that rest: their messages are refused while others get through.',
    of: ({ restingTemplates }) => [[restingTemplates]],
  },
  {
    name: 'disparo_halted_batches',
    help: 'Batches that have stopped by themselves, for too many of their messages were rejected or failed.',
    of: ({ haltedBatches }) => [[haltedBatches]],
  },
  {
    name: 'disparo_suppressions',
    help: "Suppressions on the account's own list.",
    of: ({ suppressions }) => [[suppressions.count]],
  },
  {
    name: 'disparo_legal_lists_old',
    help: 'Lists of the law whose latest import is older than legalListDays.',
    of: ({ suppressions }) => [[suppressions.oldLegalLists.length]],
  },
  {
    name: 'disparo_parked_messages',
    help: 'Messages that sleep in a lane because no worker had the data key that they are sealed with.',
    labels: ['lane'],
    of: ({ parked }) => [
      [parked.urgent, { lane: 'urgent' }],
      [parked.bulk, { lane: 'bulk' }],
    ],
  },
  {
    name: 'disparo_quiet_messages',
    help: 'Messages that wait for quiet hours to end; those that ended meanwhile are counted, too.',
    of: ({ asleep }) => [[asleep]],
  },
  {
    name: 'disparo_unknown_messages',
    help: 'Messages that may or may not have been sent.',
    of: ({ unknown }) => [[unknown]],
  },
  {
    name: 'disparo_unknown_oldest_age_seconds',
    help: 'How long the message longest in doubt has been so; 0 when none is.',
    of: ({ unknownAge }) => [[unknownAge]],
  },
  {
    name: 'disparo_report_open_messages',
    help: 'Messages whose status may still change, and is followed.',
    of: ({ report }) => [[report.openMessages]],
  },
  {
    name: 'disparo_report_open_slices',
    help: 'Slices (30 s of sending) that have messages whose status is followed.',
    of: ({ report }) => [[report.openSlices]],
  },
  {
    name: 'disparo_report_lag_seconds',
    help: 'Since the end of the oldest slice followed that no scan of the report has covered; 0 when there is none.',
    of: ({ report: { lag } }) => (lag === undefined ? [] : [[lag]]),
  },
  {
    name: 'disparo_report_quota_used',
    help: "Requests of the report's quota that cannot be made now.",
    of: ({ report }) => [[report.quotaUsed]],
  },
  {
    name: 'disparo_report_quota_max',
    help: "Requests that the report's quota has in a window.",
    of: ({ report }) => [[report.quotaMax]],
  },
  {
    name: 'disparo_report_foreign_items',
    help: 'Items seen in the report that are none of ours: what others send through the same account.',
    of: ({ report }) => [[report.foreign]],
  },
  {
    name: 'disparo_report_missing_messages',
    help: 'Messages accepted that the report never showed until their time in it was over.',
    of: ({ report }) => [[report.missingMessages]],
  },
  {
    name: 'disparo_report_unmatched',
    help: 'Whether the report shows less than half of what was accepted lately (1) or not (0), and the field in which it differs ("none" while it does not).',
    labels: ['field'],
    of: ({ report: { lag, unmatchedBy } }) =>
      lag === undefined ? [] : [[unmatchedBy ? 1 : 0, { field: unmatchedBy ?? 'none' }]],
  },
  {
    name: 'disparo_webhook_events',
    help: "Events of Hi Broker's webhook: of our messages (matched), and of none known so far (unmatched).",
    labels: ['result'],
    of: ({ webhook }) =>
      webhook ? (['matched', 'unmatched'] as const).map((result) => [webhook[result], { result }]) : [],
  },
  {
    name: 'disparo_webhook_unmatched_events',
    help: 'Events of no message known that are kept (10,000 at most), and are matched once it is.',
    of: ({ webhook }) => (webhook ? [[webhook.kept]] : []),
  },
  {
    name: 'disparo_webhook_repeated_ids',
    help: 'Messages whose upstream id another one had before: no event is matched by such an id.',
    of: ({ webhook }) => (webhook ? [[webhook.repeatedIds]] : []),
  },
  {
    name: 'disparo_callbacks_waiting',
    help: 'Status changes not delivered to the callback yet.',
    of: ({ callbacks }) => (callbacks ? [[callbacks.waiting]] : []),
  },
  {
    name: 'disparo_callbacks_exhausted',
    help: 'Callbacks that all attempts have failed for: what a replay delivers.',
    of: ({ callbacks }) => (callbacks ? [[callbacks.failed]] : []),
  },
  {
    name: 'disparo_callbacks_breaker_open',
    help: 'Whether the receiver takes nothing (1), and single callbacks try now and then.',
    of: ({ callbacks }) => (callbacks ? [[callbacks.pausedUntil === undefined ? 0 : 1]] : []),
  },
  {
    name: 'disparo_callbacks_outbox_used',
    help: 'How much of what the outbox may hold is used, by number or by age, whichever is more: 0 to 1.',
    of: ({ callbacks }) => (callbacks ? [[callbacks.outbox.used]] : []),
  },
  {
    name: 'disparo_callbacks_dropped',
    help: 'Status changes that were never told, for the outbox held no more. It grows only.',
    of: ({ callbacks }) => (callbacks ? [[callbacks.outbox.dropped]] : []),
  },
  {
    name: 'disparo_callbacks_disabled',
    help: 'Whether the callback is disabled (1), because its receiver has failed for too long or is gone.',
    of: ({ callbacks }) => (callbacks ? [[callbacks.enabled ? 0 : 1]] : []),
  },
]
