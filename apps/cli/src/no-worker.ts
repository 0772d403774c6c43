export const noWorker =
  'No worker runs for this account: nothing is sent until one is started, with the same Redis and accounts.'
