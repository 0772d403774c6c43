import { ConfigurationError } from './configuration-error.js'
import { noJson, unreadable } from './describe-file.js'
import { readBounded } from './read-bounded.js'

const largestFileBytes = 1024 * 1024

/**
 * The accounts as they are written, with the rates that stand in a file of their own (`rates: {file}`) in its place.
 * @throws ConfigurationError naming the account and the file
 */
export async function withRatesFiles(accounts: unknown): Promise<unknown> {
  if (!Array.isArray(accounts)) return accounts
  return Promise.all(
    accounts.map(async (account: unknown) => {
      if (!isObject(account) || !isObject(account.rates) || typeof account.rates.file !== 'string')
        return account
      const { file, ...others } = account.rates
      return { ...account, rates: { ...(await readRates(file, String(account.name))), ...others } }
    }),
  )
}

async function readRates(file: string, name: string): Promise<object> {
  const refuse = (what: string, cause?: unknown) =>
    new ConfigurationError(`account "${name}".rates.file: ${what}`, cause === undefined ? {} : { cause })
  const text = await readBounded(file, largestFileBytes).catch((cause: NodeJS.ErrnoException) => {
    throw refuse(unreadable(file, cause), cause)
  })
  if (text === undefined) throw refuse(`${file} is larger than 1 MiB; nothing of it is read`)
  let rates: unknown
  try {
    rates = JSON.parse(text)
  } catch {
    throw refuse(`${file} ${noJson(text)}`)
  }
  if (isObject(rates)) return rates
  throw refuse(`${file} must be an object with currency, date and prices`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
