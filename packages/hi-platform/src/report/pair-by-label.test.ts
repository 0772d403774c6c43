import { emptyRendition, withUniqueLabel } from '@disparo/core/internal/message'
import { describe, expect, it } from 'vitest'
import type { ReportItem } from '../rest/index.js'
import { matchReport } from './match-report.js'
import { itemOf, messageAt, tolerance } from './report-items.test.support.js'
import type { TrackedMessage } from './tracked-message.js'

const campaign = '5fc2b88a-68da-5e17-b112-d95568d26c25'
const options = { ...tolerance, uniqueLabel: true, senders: ['5511900000000'] }

function labelled(id: string, known: Partial<TrackedMessage> = {}): TrackedMessage {
  const message = messageAt(0, { id, externalLabel: 'black_friday', ...known })
  const { externalLabel } = withUniqueLabel({ ...message, externalLabel: message.externalLabel ?? '' }, id)
  return { ...message, externalLabel, inDoubt: true }
}

/** What the report shows of a message, hours after it was sent and from another number. */
function shown(message: TrackedMessage, written: Partial<ReportItem> = {}): ReportItem {
  return { ...itemOf(message, { dispatched: 9_000 }), sender: '5511955554444', ...written }
}

const idsFound = (messages: readonly TrackedMessage[], items: readonly ReportItem[]) => {
  const { matches } = matchReport(messages, items, options)
  return Object.fromEntries(matches.map(({ id, item }) => [id, items.indexOf(item)]))
}

describe('the id in a label', () => {
  const message = labelled(campaign)
  const label = String(message.externalLabel)

  it.each<[string, Partial<ReportItem>]>([
    ['as it was sent', {}],
    ['in capitals', { externalLabel: label.toUpperCase() }],
    ['with 8 characters of the id left', { externalLabel: `black_friday~${campaign.slice(0, 8)}` }],
    ['with something before and after it', { externalLabel: `HSM/${label} (1)` }],
    ['without what stood before it', { externalLabel: campaign }],
    ['for another namespace and template', { namespace: 'cd551e83_8455', elementName: 'hi_2' }],
    ['for a recipient without 55', { recipient: '11987654321' }],
    ['for a recipient without 55 and ninth digit', { recipient: '1187654321' }],
    ['for a recipient without any code', { recipient: '87654321' }],
  ])('decides, whenever and from whatever number: %s', (_, written) => {
    expect(idsFound([message], [shown(message, written)])).toEqual({ [campaign]: 0 })
    const twins = [labelled('0193aa5e-68da-7e17-b112-d95568d26c25'), message]
    expect(idsFound(twins, [shown(message, written)])).toEqual({ [campaign]: 0 })
  })

  it.each<[string, Partial<ReportItem>]>([
    ['cut to fewer than 8 characters', { externalLabel: `black_friday~${campaign.slice(0, 7)}` }],
    ['cut off', { externalLabel: 'black_friday~' }],
    ['of another message', { externalLabel: label.replace('5fc2', '5fc3') }],
    ['shown for another person', { recipient: '5521987654321' }],
  ])('does not decide where it is %s', (_, written) => {
    expect(idsFound([message], [shown(message, written)])).toEqual({})
  })

  it('does not decide where what is left is that of two messages of one person', () => {
    const twins = [labelled(`${campaign}-1`), labelled(`${campaign}-2`)]
    const [one, two] = twins.map((each) => shown(each)) as [ReportItem, ReportItem]
    const cut = { externalLabel: label }
    expect(idsFound(twins, [{ ...one, ...cut }])).toEqual({})
    expect(idsFound(twins, [one, two])).toEqual({ [`${campaign}-1`]: 0, [`${campaign}-2`]: 1 })
    const strangers = [labelled(`${campaign}-1`), labelled(`${campaign}-2`, { to: '5521912345678' })]
    expect(idsFound(strangers, [{ ...one, ...cut }])).toEqual({ [`${campaign}-1`]: 0 })
  })

  it('is whole before it is the beginning of another, unless labels as long are cut', () => {
    const rows = [labelled(`${campaign}-1`), labelled(`${campaign}-12`)] as const
    const items = rows.map((row) => shown(row))
    expect(idsFound(rows, items)).toEqual({ [`${campaign}-1`]: 0, [`${campaign}-12`]: 1 })
    const [first] = items as [ReportItem]
    expect(idsFound(rows, [first])).toEqual({ [`${campaign}-1`]: 0 })
    const label = { form: `cut:${first.externalLabel?.length}`, latest: [] }
    const cut = { ...options, rendition: { ...emptyRendition, label } }
    expect(matchReport(rows, [first], cut).matches).toEqual([])
  })

  it('is nobody’s where the message went out without it', () => {
    const plain = messageAt(0, { id: campaign, externalLabel: 'black_friday', inDoubt: true })
    expect(idsFound([plain], [shown(plain, { externalLabel: label })])).toEqual({})
  })

  it('is one message’s, though it comes twice', () => {
    expect(idsFound([message], [shown(message), shown(message)])).toEqual({ [campaign]: 0 })
  })
})
