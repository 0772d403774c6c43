import type { Random } from '../random.js'
import type { StatusChange } from './broker-event.js'

const TWICE_SHARE = 0.1
const OVERTAKEN_SHARE = 0.1

/** When which change is told (epoch milliseconds, ascending): some twice, and some only after the next one. */
export function planPushes(
  changes: readonly StatusChange[],
  random: Random,
): { change: StatusChange; pushAt: number }[] {
  const pushes = changes.flatMap((change, index) => {
    const overtaken = random() < OVERTAKEN_SHARE
    const times = random() < TWICE_SHARE ? 2 : 1
    const pushAt = overtaken ? (changes[index + 1]?.at ?? change.at) + 1 : change.at
    return Array.from({ length: times }, () => ({ change, pushAt }))
  })
  return pushes.sort((left, right) => left.pushAt - right.pushAt)
}
