import type { Logger } from 'pino'

/** So long the others have to take a lease that was left to them: they look every 2 s. */
const leftMs = 6_000
const tellMs = 60_000

/** How a worker holds a lease when it meets entries that it cannot open. */
interface DataKeyLease {
  /** Entries whose data key (of this id) is missing were met. */
  reportMissing(entries: readonly { readonly keyId: string }[]): void
  /** After each look: lets go of the lease if it met any. */
  yieldIfMissing(): Promise<void>
  /** Whether it is left to others for now. */
  isYielded(): boolean
}

/**
 * A worker that cannot open all entries leaves the lease to others for a while: one that has the key takes it then, and keeps it. Where
 * there is none, it takes the lease again and goes on with the rest.
 */
export function openDataKeyLease({
  log,
  release,
}: {
  readonly log: Pick<Logger, 'error'>
  readonly release: () => Promise<void>
}): DataKeyLease {
  let leftUntil = Number.NEGATIVE_INFINITY
  let toldAt = Number.NEGATIVE_INFINITY
  let hasMet = false
  return {
    reportMissing: (entries) => {
      if (entries.length === 0) return
      hasMet = true
      const now = performance.now()
      if (now - toldAt < tellMs) return
      toldAt = now
      const keyIds = [...new Set(entries.map(({ keyId }) => keyId))].slice(0, 10)
      log.error({ event: 'report:data-key-missing', keyIds, messages: entries.length, hint })
    },
    yieldIfMissing: async () => {
      if (!hasMet) return
      hasMet = false
      leftUntil = performance.now() + leftMs
      await release()
    },
    isYielded: () => performance.now() < leftUntil,
  }
}

const hint =
  'Statuses of messages sealed with a data key that this worker does not have are not followed: put it into DISPARO_DATA_KEY. All others are.'
