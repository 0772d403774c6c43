import type { Batch } from '@disparo/api'

/** As a browser's field of day and time has it, in the person's own zone. */
export function localTime(iso: string | undefined): string {
  if (iso === undefined) return ''
  const at = new Date(iso)
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

interface Typed {
  /** In the person's own zone; empty: as it is. */
  readonly time: string
  /** Empty: as fast as the account may. */
  readonly pace: string
}

interface Change {
  readonly wrong?: 'time' | 'pace'
  /** Absent where nothing is changed. */
  readonly body?: { readonly sendAt?: string; readonly maxPerMinute?: number | null }
}

const fastest = 1_000_000

/** What of a campaign's sending is changed by what was typed. */
export function changeOf(
  { time, pace }: Typed,
  batch: Pick<Batch, 'sendAt' | 'maxPerMinute'>,
  now: number,
): Change {
  const isTimed = time !== '' && time !== localTime(batch.sendAt)
  if (isTimed && !(Date.parse(time) > now)) return { wrong: 'time' }
  const isEndless = pace.trim() === ''
  const most = Number(pace)
  if (!isEndless && !(Number.isInteger(most) && most >= 1 && most <= fastest)) return { wrong: 'pace' }
  const isPaced = (isEndless ? undefined : most) !== batch.maxPerMinute
  if (!isTimed && !isPaced) return {}
  return {
    body: {
      ...(isTimed && { sendAt: new Date(time).toISOString() }),
      ...(isPaced && { maxPerMinute: isEndless ? null : most }),
    },
  }
}
