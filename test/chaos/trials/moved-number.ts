import type { Behavior, Post } from '../upstream/behavior.js'
import { SENDER } from '../upstream/tenant.js'
import { trialOf } from './cases.js'
import type { Difference } from './difference.js'
import { differenceCases } from './difference-cases.js'

const OTHER = '5521987654321'
const sentBy = (isOther: (post: Post) => boolean): Behavior => ({
  sender: (post) => (isOther(post) ? OTHER : SENDER),
})

const MOVES: readonly Difference[] = [
  { name: 'changes in the middle', manner: ({ messages }) => sentBy(({ n }) => n >= messages / 2) },
  { name: 'changes once one is known', manner: () => ({}), next: () => sentBy(() => true) },
  {
    name: 'changes, and the report is late',
    manner: ({ messages, minuteMs }) => ({
      ...sentBy(({ n }) => n >= messages / 2),
      shownAfterMs: minuteMs / 2,
    }),
  },
  { name: 'two take turns', manner: () => sentBy(({ n }) => n % 2 === 1) },
  { name: 'one in ten is sent by another', manner: () => sentBy(({ n }) => n % 10 === 9) },
  {
    name: 'two take turns, once one is known',
    manner: () => ({}),
    next: () => sentBy(({ n }) => n % 2 === 1),
  },
  {
    name: 'by another goes only what is reset, once one is known',
    manner: () => ({}),
    next: () => ({ sender: (_, { answer }) => (answer === 'reset' ? OTHER : SENDER) }),
    // Nothing that is surely ours shows that number: it can be another account's.
    mayRestUnlabelled: ['look-alike'],
  },
  {
    name: 'goes, and comes back',
    manner: ({ messages }) => sentBy(({ n }) => n >= messages / 3 && n < (2 * messages) / 3),
  },
  {
    name: 'changes, and its country code is left out',
    manner: ({ messages }) => ({
      ...sentBy(({ n }) => n >= messages / 2),
      writes: (item) => ({ ...item, sender: item.sender.slice(2) }),
    }),
  },
]

export const movedNumberCases = differenceCases(MOVES)

/** The number that messages are sent by is not always the same; some are reset on either side of a change. */
export const movedNumber = trialOf({
  name: 'moved-number',
  says: "the sender's number changes while messages are in doubt",
  usual: { messages: 250, seconds: 10 },
  cases: movedNumberCases,
  atATime: 12,
})
