import type { PersonToSuppress, SuppressionReason, SuppressionSource } from './contacts/index.js'
import type { PersonRead } from './person-row.js'

/** What rows say of their source themselves. */
export interface RowSource extends Pick<SuppressionSource, 'rule' | 'list' | 'listDate'> {
  readonly reason?: SuppressionReason | undefined
}

/** People of an input with the same source. */
export interface PeopleGroup extends RowSource {
  readonly count: number
  /** In the order of their rows. */
  people(): Iterable<PersonToSuppress>
}

/** So many sources an import may have: all of a list's are read for each. */
export const mostGroups = 100

/** Keeps people until all are known to be good: a number takes 8 bytes meanwhile, and what a row says of itself some more. */
export function createPeopleGroups() {
  const groups = new Map<string, ReturnType<typeof createGroup>>()
  return {
    /** `false`: there are too many groups already. */
    add: ({ to: recipient, since, until, covers, message, ...own }: PersonRead): boolean => {
      const { reason, rule, list, listDate } = own
      const name = JSON.stringify([reason, rule, list, listDate])
      let group = groups.get(name)
      if (!group) {
        if (groups.size >= mostGroups) return false
        group = createGroup({ reason, rule, list, listDate })
        groups.set(name, group)
      }
      const hasMore = since ?? until ?? covers ?? message
      group.add(recipient, hasMore === undefined ? undefined : { since, until, covers, message })
      return true
    },
    all: (): PeopleGroup[] => [...groups.values()].map(({ read }) => read()),
  }
}

type OwnTerms = Omit<PersonToSuppress, 'recipient'>

function createGroup(source: RowSource) {
  // A canonical number has 15 digits at most, and none of them is a 0 in front.
  let numbers = new Float64Array(1_024)
  const terms = new Map<number, OwnTerms>()
  let count = 0
  return {
    add: (recipient: string, own: OwnTerms | undefined) => {
      if (count === numbers.length) numbers = grown(numbers)
      numbers[count] = Number(recipient)
      if (own) terms.set(count, own)
      count += 1
    },
    read: (): PeopleGroup => ({
      ...source,
      count,
      *people() {
        for (let at = 0; at < count; at += 1) yield { recipient: String(numbers[at]), ...terms.get(at) }
      },
    }),
  }
}

function grown(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * numbers.length)
  larger.set(numbers)
  return larger
}
