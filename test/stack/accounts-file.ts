import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leash } from './leash.js'

export interface AccountsFile {
  readonly path: string
  remove(): Promise<void>
}

/** Writes accounts into a file of its own, for DISPARO_ACCOUNTS. It is removed with this process at the latest. */
export async function writeAccountsFile(accounts: readonly object[]): Promise<AccountsFile> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-accounts-'))
  const letGo = leash({ folder })
  const path = join(folder, 'accounts.json')
  await writeFile(path, JSON.stringify(accounts, undefined, 2), { mode: 0o600 })
  return {
    path,
    remove: async () => {
      await rm(folder, { recursive: true, force: true })
      letGo()
    },
  }
}
