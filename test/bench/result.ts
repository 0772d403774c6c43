import type { Spread } from './spread.js'

export type Unit =
  | 'messages/s'
  | 'requests/s'
  | 'rows/s'
  | 'bytes'
  | 'MB'
  | 'ms'
  | '%'
  | 'requests'
  | 'callbacks'
  | 'lines'
  | 'messages'
  | 'accounts'
  | 'commands'
  | 's'
  | 'kB'
  | '×'

/** What we want: a share of what the bare one does, or no more or no less than so much of the unit. */
export type Aim =
  | { readonly kind: 'ratio-at-least'; readonly value: number }
  | { readonly kind: 'at-most' | 'at-least'; readonly value: number }

export interface Result {
  readonly name: string
  readonly unit: Unit
  readonly ours: Spread
  /** The same done with BullMQ alone. */
  readonly bare?: Spread
  readonly aim?: Aim
}

/** Of the medians: how much of what the bare one does, ours does. */
export function ratioOf({ ours, bare }: Result): number | undefined {
  return bare && bare.median !== 0 ? ours.median / bare.median : undefined
}

/** `undefined` where there is no aim, or nothing to judge it by. */
export function isMet(result: Result): boolean | undefined {
  const { aim, ours } = result
  if (aim === undefined) return undefined
  if (aim.kind === 'at-most') return ours.median <= aim.value
  if (aim.kind === 'at-least') return ours.median >= aim.value
  const ratio = ratioOf(result)
  return ratio === undefined ? undefined : ratio >= aim.value
}
