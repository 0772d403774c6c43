import { emptyRendition, phoneSuffix, type Rendition, withUniqueLabel } from '@disparo/core/internal/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReportItem } from '../rest/index.js'
import { learnRendition } from './learn-rendition.js'
import { matchReport } from './match-report.js'
import { itemOf, messageAt, tolerance } from './report-items.test.support.js'
import type { TrackedMessage } from './tracked-message.js'

type Write = (item: ReportItem) => ReportItem

/** What a report may do to what it was sent, one at a time or several. */
const ways: Readonly<Record<string, Write>> = {
  'another namespace': (item) => ({ ...item, namespace: `cd551e83_${item.namespace.length}` }),
  'no namespace': (item) => ({ ...item, namespace: '' }),
  'name in capitals': (item) => ({ ...item, elementName: item.elementName.toUpperCase() }),
  'label cut': (item) => ({ ...item, externalLabel: item.externalLabel?.slice(0, 5) }),
  'label emptied': (item) => ({ ...item, externalLabel: undefined }),
  'label in capitals': (item) => ({ ...item, externalLabel: item.externalLabel?.toUpperCase() }),
  'recipient without 55': (item) => ({ ...item, recipient: item.recipient.slice(2) }),
  'recipient without the ninth digit': (item) => ({
    ...item,
    recipient: item.recipient.replace(/^(55\d\d)9/, '$1'),
  }),
  'recipient without both': (item) => ({ ...item, recipient: item.recipient.replace(/^55(\d\d)9/, '$1') }),
  'two senders': (item) => ({
    ...item,
    sender: phoneSuffix(item.recipient) > '5' ? '5511955554444' : '551133334444',
  }),
}
const recipientWays = Object.keys(ways).filter((name) => name.startsWith('recipient'))
const rendition = fc
  .tuple(
    fc.subarray(
      Object.keys(ways).filter((name) => !recipientWays.includes(name)),
      { maxLength: 4 },
    ),
    fc.subarray(recipientWays, { maxLength: 1 }),
  )
  .map(
    (names): Write =>
      (item) =>
        names.flat().reduce((written, name) => (ways[name] as Write)(written), item),
  )

/** Messages to a person each, some of them in doubt. */
const campaign = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 11, max: 99 }), fc.integer({ min: 20_000_000, max: 99_999_999 })), {
    minLength: 1,
    maxLength: 40,
    selector: ([, number]) => number,
  })
  .chain((people) =>
    fc.tuple(
      ...people.map(([area, number], index) =>
        fc
          .record({
            seconds: fc.nat(600),
            namespace: fc.constantFrom('default', 'avisos'),
            elementName: fc.constantFrom('boleto', 'cupom_10'),
            externalLabel: fc.constantFrom('black_friday', 'natal', ''),
            inDoubt: fc.boolean(),
          })
          .map(({ seconds, ...fields }) =>
            messageAt(seconds, { ...fields, id: `message-${index}`, to: `55${area}9${number}` }),
          ),
      ),
    ),
  )

const shown = (message: TrackedMessage, write: Write) =>
  write(itemOf(message, { dispatched: (message.sentAt - messageAt(0).sentAt) / 1_000 + 3 }))

function learntFrom(write: Write): Rendition {
  const pairs = ['default', 'avisos'].flatMap((namespace) =>
    Array.from({ length: 20 }, (_, n) => {
      const to = String(5511987650000 + n)
      const message = messageAt(n, { to, namespace, externalLabel: 'black_friday' })
      return { message, item: shown(message, write) }
    }),
  )
  return learnRendition(emptyRendition, pairs)
}

describe('whatever one report does to all that it shows', () => {
  it('every accepted message has its own item, with nothing learnt', () => {
    fc.assert(
      fc.property(campaign, rendition, (sent, write) => {
        const items = sent.map((message) => shown(message, write))
        const { matches, confirmed } = matchReport(sent, items, tolerance)
        const found = new Map(matches.map(({ id, item }) => [id, items.indexOf(item)]))
        for (const [index, { id, inDoubt }] of sent.entries()) if (!inDoubt) expect(found.get(id)).toBe(index)
        for (const { message, item } of confirmed) {
          expect(message.inDoubt).toBe(false)
          expect(items.indexOf(item)).toBe(sent.indexOf(message))
        }
        expect(confirmed).toHaveLength(sent.filter(({ inDoubt }) => !inDoubt).length)
      }),
    )
  })

  it('what is in doubt has its own or none, and its own is then nobody’s', () => {
    fc.assert(
      fc.property(campaign, rendition, (sent, write) => {
        const items = sent.map((message) => shown(message, write))
        const { matches } = matchReport(sent, items, tolerance)
        const owner = new Map(matches.map(({ id, item }) => [item, id]))
        for (const [index, { id }] of sent.entries()) {
          expect([id, undefined]).toContain(owner.get(items[index] as ReportItem))
        }
      }),
    )
  })

  it('all is found once it is learnt, what is in doubt as well, and again when it was found before', () => {
    fc.assert(
      fc.property(campaign, rendition, (sent, write) => {
        const items = sent.map((message) => shown(message, write))
        const options = {
          ...tolerance,
          rendition: learntFrom(write),
          senders: ['5511912341234', '5511955554444', '551133334444'],
        }
        const { matches } = matchReport(sent, items, options)
        expect(matches.map(({ id, item }) => [id, items.indexOf(item)]).toSorted()).toEqual(
          sent.map(({ id }, index) => [id, index]).toSorted(),
        )
        const before = sent.map((message, index) => {
          const dispatchedAt = items[index]?.dispatchDate?.getTime()
          return { ...message, inDoubt: false, dispatchedAt }
        })
        expect(matchReport(before, items, tolerance).absent).toEqual([])
      }),
    )
  })

  it('messages of one person are told apart once it is learnt', () => {
    const several = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.boolean()), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(several, rendition, (all, write) => {
        const sent = all.map(([seconds, inDoubt], index) =>
          messageAt(seconds, {
            id: `m${index}`,
            inDoubt,
            namespace: 'default',
            externalLabel: 'black_friday',
          }),
        )
        const items = sent.map((message) => shown(message, write))
        expect(matchReport(sent, items, { ...tolerance, rendition: learntFrom(write) }).absent).toEqual([])
      }),
    )
  })

  it('an id in the label decides for all, in doubt or not, with nothing learnt', () => {
    const others = Object.entries(ways).filter(([name]) => !['label cut', 'label emptied'].includes(name))
    fc.assert(
      fc.property(
        campaign,
        fc.constantFrom(...others.map(([, write]) => write)),
        fc.uuid(),
        (sent, write, batch) => {
          const labelled = sent.map((message, index) => {
            const id = `${batch}-${index + 1}`
            const { externalLabel } = withUniqueLabel(
              { ...message, externalLabel: message.externalLabel ?? '' },
              id,
            )
            return { ...message, id, externalLabel }
          })
          const items = labelled.map((message) => shown(message, write))
          const options = { ...tolerance, uniqueLabel: true, senders: ['5511900000000'] }
          const { matches } = matchReport(labelled, items, options)
          expect(matches.map(({ id, item }) => [id, items.indexOf(item)]).toSorted()).toEqual(
            labelled.map(({ id }, index) => [id, index]).toSorted(),
          )
        },
      ),
    )
  })

  it('neither order makes a difference, whatever was learnt', () => {
    const shuffled = fc.tuple(campaign, rendition).chain(([sent, write]) => {
      const items = sent.map((message) => shown(message, write))
      const all = <T>(values: readonly T[]) =>
        fc.shuffledSubarray([...values], { minLength: values.length, maxLength: values.length })
      return fc.tuple(fc.constant({ sent, items, write }), all(sent), all(items))
    })
    fc.assert(
      fc.property(shuffled, fc.boolean(), ([{ sent, items, write }, otherSent, otherItems], isLearnt) => {
        const options = { ...tolerance, rendition: isLearnt ? learntFrom(write) : emptyRendition }
        expect(matchReport(otherSent, otherItems, options)).toEqual(matchReport(sent, items, options))
      }),
    )
  })
})
