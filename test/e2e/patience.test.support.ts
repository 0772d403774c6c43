/**
 * For what is to come about: it costs nothing where it does, and a busy machine may take ten times as long as an idle one.
 * Whoever waits by it decides nothing by time.
 */
export const patience = { timeout: 120_000, interval: 100 }
