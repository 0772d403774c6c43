/** What `disparo` ends with. */
export const exitCode = {
  ok: 0,
  /** The service refused, failed, or could not be reached. */
  failed: 1,
  /** The command is not written as it should be. */
  usage: 2,
  /** After `--wait` also: messages were rejected or failed, the batch halted, or only doubt that rests is left. Some rows were bad; the good ones are enqueued, unless `--strict` or `--dry-run`. */
  badRows: 3,
} as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
