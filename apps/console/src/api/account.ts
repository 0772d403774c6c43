import { service } from './client.js'
import { usePoll } from './poll.js'

/** Who did what lately. */
export function useActs(account: string) {
  const query = { limit: '20' }
  return usePoll(
    ['acts', account],
    (signal) => service.listActs({ params: { account }, query }, { signal }),
    {
      everyMs: 10_000,
    },
  )
}

/** How an account stands. */
export function useAccount(account: string, everyMs = 2_000) {
  return usePoll(['account', account], (signal) => service.getAccount({ params: { account } }, { signal }), {
    everyMs,
  })
}
