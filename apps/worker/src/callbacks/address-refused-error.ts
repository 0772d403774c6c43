/** The callback's host is, or resolves to, an address that is not public, and the account does not allow that. */
export class AddressRefusedError extends Error {
  readonly code = 'ADDRESS_REFUSED'

  constructor() {
    super("The callback's host has no public address: correct its url, or set allowPrivateAddresses")
    this.name = 'AddressRefusedError'
  }
}
