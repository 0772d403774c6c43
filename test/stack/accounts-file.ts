import { type JsonFile, writeJsonFile } from './json-file.js'

/** Writes accounts into a file of its own, for DISPARO_ACCOUNTS. */
export function writeAccountsFile(accounts: readonly object[]): Promise<JsonFile> {
  return writeJsonFile('accounts', accounts)
}
