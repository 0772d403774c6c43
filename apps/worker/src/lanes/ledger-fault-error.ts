/** A step of the ledger failed for a reason that nobody thought of: a bug, a key of another type, an error of a script. */
export class LedgerFaultError extends Error {
  readonly code = 'LEDGER_FAULT'
  /** `begin`: nothing was sent. `settle`: the attempt was made. */
  readonly step: 'begin' | 'settle'

  constructor(step: 'begin' | 'settle', cause: unknown) {
    super(`${step} failed`, { cause })
    this.name = 'LedgerFaultError'
    this.step = step
  }
}
