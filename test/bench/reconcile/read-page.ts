import { matchReport, type TrackedMessage } from '@disparo/hi-platform/report'
import { readReport } from '@disparo/hi-platform/rest'
import { spreadOf } from '../spread.js'

const startS = 1_767_225_600
const perPage = 1_000
const rounds = 15

/** What a full page costs without Redis: reading its body and matching it with as many messages. The median, in ms. */
export function measurePage(recipients: 'different' | 'identical'): number {
  const messages = Array.from(
    { length: perPage },
    (_, index): TrackedMessage => ({
      id: `message-${index}`,
      to: String(5511987000000 + (recipients === 'different' ? index : 0)),
      namespace: 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6',
      elementName: 'aviso_de_entrega',
      sentAt: startS * 1_000 + index * 120,
    }),
  )
  const body = JSON.stringify({
    status: 'OK',
    data: { totalResults: perPage, totalPages: 1, pageNumber: 1, items: messages.map(itemOf) },
  })
  const took = Array.from({ length: rounds }, () => {
    const began = performance.now()
    const items = readReport(body, { pageSize: 1_000 })?.items ?? []
    const { matches } = matchReport(messages, items, { earlyMs: 2_000, lateMs: 35_000 })
    if (matches.length !== perPage) throw new Error(`${matches.length} of ${perPage} items were matched`)
    return performance.now() - began
  })
  return spreadOf(took).median
}

function itemOf({ to, namespace, elementName, sentAt }: TrackedMessage) {
  const dispatchDate = Math.floor(sentAt / 1_000)
  return {
    sender: '5511912341234',
    recipient: to,
    origin: 'API',
    namespace,
    elementName,
    operatorName: '',
    billable: true,
    externalLabel: '',
    dispatchDate,
    sentDate: dispatchDate + 1,
    receivedDate: dispatchDate + 6,
    readDate: dispatchDate + 90,
  }
}
