import type { Message } from '../../../message/index.js'

/** About what a parameter, or a message, takes beside its texts. */
const perPart = 50

/** About how many characters a message has as JSON: cheaply, for rows come by the million. */
export function estimateRowSize({ components = [] }: Message): number {
  let weight = 4 * perPart
  for (const { parameters } of components) {
    for (const parameter of parameters) weight += perPart + ('text' in parameter ? parameter.text.length : 0)
  }
  return weight
}
