/**
 * Messages were to go to an account that no worker and no producer has ever served, while others are: nobody would send them.
 * Nothing was enqueued. `connect({ …, allowNewAccount: true })` enqueues before anybody serves it.
 */
export class UnknownAccountError extends Error {
  readonly code = 'UNKNOWN_ACCOUNT'
  readonly account: string
  /** The known account whose name is most like it, where one is near. */
  readonly closest: string | undefined

  constructor(account: string, closest: string | undefined) {
    const hint = closest === undefined ? '' : ` Is "${closest}" meant?`
    super(
      `No program has ever served the account "${account}", so nobody would send this.${hint} Give it to a worker first, or say connect({ allowNewAccount: true }).`,
    )
    this.name = 'UnknownAccountError'
    this.account = account
    this.closest = closest
  }
}
