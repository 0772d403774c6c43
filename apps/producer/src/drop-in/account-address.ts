import type { Disparo } from '@disparo/core'
import type { Account } from '@disparo/core/account'
import { maySee, type User } from '../access/user.js'
import type { Accounts } from '../routes/find-account.js'

/** What Hi Platform calls an account, beside the name that it has here; and what of it the drop-ins go by. */
export type AccountAddress = Pick<Account, 'name' | 'configId' | 'remetente'> &
  Partial<Pick<Account, 'defaultLane' | 'ledgerDays'>>

export interface AddressBook {
  readonly accounts: Accounts
  /** In the order of configuration. */
  readonly addresses: readonly AccountAddress[]
}

/**
 * The account that a user means by an address: the first that fits among those the user may see, as two accounts may
 * have one `config_id`. `undefined` tells nothing of accounts that the user may not see.
 */
export function findAddressed(
  { accounts, addresses }: AddressBook,
  user: User,
  fits: (address: AccountAddress) => boolean,
): Disparo | undefined {
  const found = addresses.find((address) => fits(address) && maySee(user, address.name))
  return found && accounts.get(found.name)
}

/** All that a user may see, in the order of configuration. */
export function accountsOf(accounts: Accounts, user: User): Disparo[] {
  return [...accounts].filter(([name]) => maySee(user, name)).map(([, disparo]) => disparo)
}
