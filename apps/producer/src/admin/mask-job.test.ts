import type { QueueJobJson } from '@bull-board/api/typings/app'
import { expect, test } from 'vitest'
import { maskJob, maskLogs } from './mask-job.js'

/** What a program puts there that writes phones and codes as JSON numbers; no worker sends it. */
const data = {
  message: {
    to: 5511987650123,
    namespace: 'ns',
    elementName: 'codigo',
    components: [{ type: 'body', parameters: [{ type: 'text', text: 4821 }] }],
  },
  row: 40,
}
const spoken = 'Upstream: 5511987650123 got 4821 (4821.) of row 40: http-400'

test('a phone and a code that are numbers are hidden like texts, wherever they stand; rows are not', () => {
  const job = {
    id: 'poisoned-1',
    name: 'send',
    data,
    failedReason: spoken,
    stacktrace: [spoken],
    returnvalue: 4821,
    progress: 0,
    opts: {},
    timestamp: 1,
    attemptsMade: 1,
  } as unknown as QueueJobJson
  const shown = maskJob(job)
  expect(JSON.stringify(shown)).not.toMatch(/98765|4821/)
  const hidden = 'Upstream: ••• got ••• (•••.) of row 40: http-400'
  expect(shown).toMatchObject({ failedReason: hidden, stacktrace: [hidden], data: { row: 40 } })
  expect(maskLogs([spoken], data)).toEqual([hidden])
})
