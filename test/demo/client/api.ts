import { isSettled } from '@disparo/core/internal/message'
import type { Stack } from '../../stack/start-stack.js'
import { judgeStatuses } from '../judge-statuses.js'
import { campaignCsv } from './campaign-rows.js'
import { countStatuses, type DemoClient } from './client.js'

/** Disparo's own HTTP API: the campaign is a CSV. */
export function openApiClient(
  { producer, sandbox }: Pick<Stack, 'producer' | 'sandbox'>,
  count?: number,
): DemoClient {
  let batchId = ''
  return {
    statusSource: 'the ledger',
    importCampaign: async () => {
      const receipt = await producer.importCsv(await campaignCsv(count))
      batchId = receipt.id
      return receipt
    },
    campaign: async () => {
      const batch = await producer.batch(batchId)
      if (batch === undefined) throw new Error('The producer does not know the batch it has just taken')
      return batch
    },
    send: (message) => producer.send(message),
    areSettled: async (urgent) => {
      const states = await Promise.all(urgent.map(({ id }) => producer.message(id)))
      return states.every((state) => state && isSettled(state.status))
    },
    judge: async (urgent) => {
      const single = await Promise.all(urgent.map(({ id }) => producer.message(id)))
      const known = single.filter((state) => state !== undefined)
      const states = [...(await producer.batchMessages(batchId)), ...known]
      const unheardOf = single.filter((state) => state === undefined).map(() => 'enqueued' as const)
      return {
        judgement: judgeStatuses(states, await sandbox.allTruths()),
        counts: countStatuses([...states.map(({ status }) => status), ...unheardOf]),
      }
    },
  }
}
