import { z } from 'zod'
import { unknownDifferences } from './differences.js'
import type { Service } from './service.js'

const seconds = z.string().regex(/^\d{1,11}$/, 'must be epoch seconds')

const Environment = z.object({
  CONTRACT_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  CONTRACT_USERNAME: z.string().optional(),
  CONTRACT_PASSWORD: z.string().optional(),
  CONTRACT_CONFIG_ID: z.string().optional(),
  CONTRACT_START_DATE: seconds.optional(),
  CONTRACT_END_DATE: seconds.optional(),
  CONTRACT_XML_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  CONTRACT_XML_USER: z.string().optional(),
  CONTRACT_XML_PASSWORD: z.string().optional(),
  CONTRACT_XML_CLIENT: z.string().optional(),
  CONTRACT_REMETENTE: z.string().optional(),
  CONTRACT_SEND: z.literal('1', { error: 'must be 1, or not set' }).optional(),
  CONTRACT_RECIPIENT: z
    .string()
    .regex(/^55\d{10,11}$/, 'must be a number in Brazil with its 55, digits alone')
    .optional(),
  CONTRACT_NAMESPACE: z.string().optional(),
  CONTRACT_ELEMENT_NAME: z.string().optional(),
})
type Environment = z.infer<typeof Environment>

/** The message names variables and what they must be, never a value. */
export class ContractConfigError extends Error {
  override readonly name = 'ContractConfigError'
  readonly code = 'CONTRACT_CONFIG'
}

/** What somebody else's service is looked at with: a look a quarter of a minute, as each costs quota. */
const REAL = { name: 'the service', patienceMs: 180_000, lookMs: 15_000, differences: unknownDifferences }

/**
 * The service that the environment names; an empty variable counts as not set.
 * @throws ContractConfigError naming every variable that is missing or wrong
 */
export function readService(env: Readonly<Record<string, string | undefined>> = process.env): Service {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    throw new ContractConfigError(
      parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`).join('; '),
    )
  }
  const told = parsed.data
  demand(told, neededBy(told))
  const { CONTRACT_START_DATE: startDate, CONTRACT_END_DATE: endDate } = told
  return {
    ...REAL,
    ...(told.CONTRACT_BASE_URL === undefined ? {} : { rest: restOf(told, told.CONTRACT_BASE_URL) }),
    ...(told.CONTRACT_XML_URL === undefined ? {} : { xml: xmlOf(told, told.CONTRACT_XML_URL) }),
    ...(startDate !== undefined && endDate !== undefined ? { steadyTime: { startDate, endDate } } : {}),
    recipients: told.CONTRACT_SEND && told.CONTRACT_RECIPIENT ? [told.CONTRACT_RECIPIENT] : [],
    template: { namespace: told.CONTRACT_NAMESPACE ?? '', elementName: told.CONTRACT_ELEMENT_NAME ?? '' },
  }
}

function restOf(told: Environment, baseUrl: string) {
  const { CONTRACT_USERNAME: username = '', CONTRACT_PASSWORD: password = '' } = told
  return { baseUrl, username, password, configId: told.CONTRACT_CONFIG_ID ?? '' }
}

function xmlOf(told: Environment, url: string) {
  return {
    url,
    user: told.CONTRACT_XML_USER ?? told.CONTRACT_USERNAME ?? '',
    password: told.CONTRACT_XML_PASSWORD ?? told.CONTRACT_PASSWORD ?? '',
    client: told.CONTRACT_XML_CLIENT,
    remetente: told.CONTRACT_REMETENTE ?? told.CONTRACT_CONFIG_ID ?? '',
  }
}

/** Which variables the others make necessary; of a list in it, one will do. */
function neededBy(told: Environment): (readonly (keyof Environment)[])[] {
  const isSending = told.CONTRACT_SEND !== undefined
  return [
    ['CONTRACT_BASE_URL', 'CONTRACT_XML_URL'],
    ...(told.CONTRACT_BASE_URL ? [['CONTRACT_USERNAME'], ['CONTRACT_PASSWORD']] : []),
    ...(told.CONTRACT_BASE_URL && isSending ? [['CONTRACT_CONFIG_ID']] : []),
    ...(told.CONTRACT_XML_URL
      ? [
          ['CONTRACT_XML_USER', 'CONTRACT_USERNAME'],
          ['CONTRACT_XML_PASSWORD', 'CONTRACT_PASSWORD'],
        ]
      : []),
    ...(told.CONTRACT_XML_URL && isSending ? [['CONTRACT_REMETENTE', 'CONTRACT_CONFIG_ID']] : []),
    ...(isSending ? [['CONTRACT_RECIPIENT'], ['CONTRACT_NAMESPACE'], ['CONTRACT_ELEMENT_NAME']] : []),
    ...(told.CONTRACT_START_DATE ? [['CONTRACT_END_DATE']] : []),
    ...(told.CONTRACT_END_DATE ? [['CONTRACT_START_DATE']] : []),
  ] as (keyof Environment)[][]
}

function demand(told: Environment, needed: readonly (readonly (keyof Environment)[])[]): void {
  const missing = needed.filter((names) => names.every((name) => told[name] === undefined))
  if (missing.length === 0) return
  throw new ContractConfigError(`${missing.map((names) => names.join(' or ')).join(', ')} must be set`)
}
