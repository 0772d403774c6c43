import type { Spread } from './spread.js'

export type Unit =
  | 'messages/s'
  | 'requests/s'
  | 'rows/s'
  | 'bytes'
  | 'MB'
  | 'ms'
  | 'µs'
  | '%'
  | 'requests'
  | 'callbacks'
  | 'lines'
  | 'packages'
  | 'messages'
  | 'accounts'
  | 'commands'
  | 's'
  | 'kB'
  | '×'
  | 'commands/s'
  | 'ms/s'
  | 'connections'

/** What we want: a share of what the bare one (and the careful one) does, at most or at least, or no more or no less than so much of the unit. */
export type Aim =
  | { readonly kind: 'ratio-at-least'; readonly value: number; readonly careful?: number }
  | { readonly kind: 'ratio-at-most'; readonly value: number }
  | { readonly kind: 'at-most' | 'at-least'; readonly value: number }

export interface Result {
  readonly name: string
  readonly unit: Unit
  readonly ours: Spread
  /** The same done with BullMQ alone. */
  readonly bare?: Spread
  /** By BullMQ with the books that a careful user keeps by hand. */
  readonly careful?: Spread
  readonly aim?: Aim
  /** What `ours` is made of, by name, in the same unit. */
  readonly parts?: Readonly<Record<string, number>>
}

/** Of the medians: how much of what the bare one does, ours does. */
export function ratioOf({ ours, bare }: Result): number | undefined {
  return shareOf(ours, bare)
}

/** The same of what the careful one does. */
export function carefulRatioOf({ ours, careful }: Result): number | undefined {
  return shareOf(ours, careful)
}

function shareOf(ours: Spread, other: Spread | undefined): number | undefined {
  return other && other.median !== 0 ? ours.median / other.median : undefined
}

/** `undefined` where there is no aim, or nothing to judge it by. */
export function isMet(result: Result): boolean | undefined {
  const { aim, ours } = result
  if (aim === undefined) return undefined
  if (aim.kind === 'ratio-at-least') {
    const ratio = ratioOf(result)
    const carefulRatio = carefulRatioOf(result) ?? 0
    return ratio === undefined ? undefined : ratio >= aim.value && carefulRatio >= (aim.careful ?? 0)
  }
  if (aim.kind === 'ratio-at-most') {
    const ratio = ratioOf(result)
    return ratio === undefined ? undefined : ratio <= aim.value
  }
  return aim.kind === 'at-most' ? ours.median <= aim.value : ours.median >= aim.value
}
