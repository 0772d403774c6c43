import { Counter, type Registry } from 'prom-client'

/** Counts a message of an account that has come to have a status. */
type CountStatus<Lane extends string, Status extends string> = (change: {
  readonly lane: Lane
  readonly status: Status
}) => void

/**
 * `disparo_message_statuses_total`, for producer and worker alike: each counts what it brings itself, so that their sum
 * has every change once. Answers how to count those of an account, whose series are there at 0 from then on.
 * @param values - all that the labels can be
 */
export function openStatusCounter<Lane extends string, Status extends string>(
  registry: Registry,
  values: { readonly lanes: readonly Lane[]; readonly statuses: readonly Status[] },
): (account: string) => CountStatus<Lane, Status> {
  const counter = new Counter({
    name: 'disparo_message_statuses_total',
    help: 'Messages that came to have a status (enqueued: again), as this process brought it about or learnt it.',
    labelNames: ['account', 'lane', 'status'],
    registers: [registry],
  })
  return (account) => {
    for (const lane of values.lanes) {
      for (const status of values.statuses) counter.inc({ account, lane, status }, 0)
    }
    return ({ lane, status }) => counter.inc({ account, lane, status })
  }
}
