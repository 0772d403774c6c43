import { accountOperations, createClientFor } from '@disparo/api'
import { connection } from './client.js'
import { usePoll } from './poll.js'

const accounts = createClientFor(accountOperations, connection)

/** How an account stands. */
export function useAccount(account: string, everyMs = 2_000) {
  return usePoll(['account', account], (signal) => accounts.getAccount({ params: { account } }, { signal }), {
    everyMs,
  })
}
