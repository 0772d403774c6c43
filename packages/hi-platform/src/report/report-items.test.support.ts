import fc from 'fast-check'
import type { ReportItem } from '../rest/index.js'
import type { TrackedMessage } from './tracked-message.js'

export const START = Date.UTC(2026, 0, 5, 12)
export const tolerance = { earlyMs: 2_000, lateMs: 20_000 }

export function messageAt(seconds: number, known: Partial<TrackedMessage> = {}): TrackedMessage {
  return {
    id: `message-${seconds}`,
    to: '5511987654321',
    namespace: 'avisos',
    elementName: 'boleto',
    sentAt: START + seconds * 1_000,
    ...known,
  }
}

type ItemDates = Partial<Record<'dispatched' | 'sent' | 'received' | 'read', number>>

/** The item of a message; dates in seconds after the start. */
export function itemOf(
  { to, namespace, elementName, externalLabel }: TrackedMessage,
  { dispatched, sent, received, read }: ItemDates,
): ReportItem {
  const date = (seconds: number | undefined) =>
    seconds === undefined ? undefined : new Date(START + seconds * 1_000)
  return {
    recipient: to,
    namespace,
    elementName,
    externalLabel: externalLabel || undefined,
    sender: '5511912341234',
    origin: 'API',
    dispatchDate: date(dispatched),
    sentDate: date(sent),
    receivedDate: date(received),
    readDate: date(read),
  }
}

/** Few recipients, templates and labels, and little time: many twins. */
const kind = fc.record({
  to: fc.constantFrom('5511987654321', '5511987654321', '551187654321', '5521987654321'),
  namespace: fc.constantFrom('avisos', 'avisos', 'avisos', 'ofertas'),
  elementName: fc.constantFrom('boleto', 'boleto', 'boleto', 'cupom'),
  externalLabel: fc.constantFrom(undefined, undefined, '', 'black_friday'),
})
const second = fc.integer({ min: 0, max: 60 })

export const messages: fc.Arbitrary<TrackedMessage[]> = fc
  .array(fc.tuple(kind, fc.nat(60_000)), { maxLength: 25 })
  .map((all) => all.map(([fields, ms], index) => ({ ...fields, id: `message-${index}`, sentAt: START + ms })))

const soon = fc.nat(2)

export const items: fc.Arbitrary<ReportItem[]> = fc.array(
  fc
    .tuple(
      kind,
      fc.option(second, { nil: undefined, freq: 9 }),
      fc.record({ sent: soon, received: soon, read: soon }, { requiredKeys: [] }),
    )
    .map(([fields, dispatched, { sent, received, read }]) => {
      const after = (seconds: number | undefined) => seconds !== undefined && (dispatched ?? 0) + seconds
      const [sentDate, receivedDate, readDate] = [after(sent), after(received), after(read)]
      return itemOf(messageAt(0, fields), {
        ...(dispatched !== undefined && { dispatched }),
        ...(sentDate !== false && { sent: sentDate }),
        ...(receivedDate !== false && { received: receivedDate }),
        ...(readDate !== false && { read: readDate }),
      })
    }),
  { maxLength: 25 },
)
