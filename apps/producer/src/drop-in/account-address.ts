import type { Disparo } from '@disparo/core'
import type { Account } from '@disparo/core/internal/account'
import { maySee, type User } from '@disparo/service/users'
import type { Accounts } from '../accounts/find-account.js'

/** What Hi Platform calls an account, beside the name that it has here; and what of it the drop-ins go by. */
export type AccountAddress = Pick<Account, 'name' | 'configId' | 'remetente'> &
  Partial<Pick<Account, 'defaultLane' | 'ledgerDays'>>

export interface AddressBook {
  readonly accounts: Accounts
  /** In the order of configuration; those of now, as the accounts are. */
  readonly addresses: readonly AccountAddress[]
}

/** An account that was found by its address. */
interface Addressed {
  readonly address: AccountAddress
  readonly disparo: Disparo
}

/**
 * The account that a user means by an address: the first that fits among those the user may see, as two accounts may
 * have one `config_id`. `undefined` tells nothing of accounts that the user may not see.
 */
export function findByAddress(
  { accounts, addresses }: AddressBook,
  user: User,
  fits: (address: AccountAddress) => boolean,
): Addressed | undefined {
  const address = addresses.find((known) => fits(known) && maySee(user, known.name))
  const disparo = address && accounts.get(address.name)
  return disparo && { address, disparo }
}

/** All that a user may see, in the order of configuration. */
export function visibleAccounts(accounts: Accounts, user: User): Disparo[] {
  return [...accounts].filter(([name]) => maySee(user, name)).map(([, disparo]) => disparo)
}
