import { createHash } from 'node:crypto'
import type { Account } from '@disparo/core/internal/account'
import { Gauge, type Registry } from 'prom-client'

interface AccountsMetrics {
  /** Whether the file, as it is now, would stop a start. */
  wrong(isWrong: boolean): void
  /** These are in force from now on. */
  inForce(accounts: readonly Account[]): void
}

export function openAccountsMetrics(registry: Registry): AccountsMetrics {
  const registers = [registry]
  const wrong = new Gauge({
    name: 'disparo_accounts_wrong',
    help: 'Whether the configured accounts, as they are now, would stop a start of this program (1) or not (0). Those read before are in force meanwhile.',
    registers,
  })
  const revision = new Gauge({
    name: 'disparo_accounts_revision',
    help: 'A number made of all configured accounts that are in force here: where it differs, programs go by different settings.',
    registers,
  })
  return {
    wrong: (isWrong) => wrong.set(isWrong ? 1 : 0),
    inForce: (accounts) => {
      // Of the order in the file nothing depends that programs have to agree on.
      const sorted = [...accounts].sort((one, other) => (one.name < other.name ? -1 : 1))
      // What of a hash a gauge can hold exactly.
      revision.set(createHash('sha256').update(JSON.stringify(sorted)).digest().readUIntBE(0, 6))
    },
  }
}
