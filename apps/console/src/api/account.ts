import { service } from './client.js'
import { usePoll } from './poll.js'

/** How an account stands. */
export function useAccount(account: string, everyMs = 2_000) {
  return usePoll(['account', account], (signal) => service.getAccount({ params: { account } }, { signal }), {
    everyMs,
  })
}
