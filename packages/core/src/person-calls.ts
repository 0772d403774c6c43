import { parseOptions } from './call-options.js'
import { type ForgetOptions, type ForgetReceipt, forgetRecipient } from './forget/index.js'
import { type Country, InvalidMessageError, isRecipient, readRecipient } from './message/index.js'
import type { OpenAccount } from './open-account.js'
import { personOptions } from './person-options.js'
import { explainDoubt, type SearchPage, searchMessages } from './queue/index.js'

/** What messages are looked for by: one of these. */
export type SearchBy =
  /** A phone number in any usual writing, with or without Brazil's ninth digit. */
  | { readonly to: string; readonly key?: undefined; readonly reference?: undefined }
  /** The key that the message, or its row, was enqueued with. */
  | { readonly key: string; readonly to?: undefined; readonly reference?: undefined }
  /** What they were enqueued with as `reference`. */
  | { readonly reference: string; readonly to?: undefined; readonly key?: undefined }

/** Which page of what is found. */
export interface SearchOptions {
  /** The `next` of the page before. */
  readonly after?: string | undefined
  /** Default 100, at most 1,000. */
  readonly limit?: number | undefined
}

/** The calls that are about one person. */
export interface PersonCalls {
  /**
   * Messages of a person, a key or a reference, the newest first. Of a person with more than 10,000 messages the others are left out, and
   * so is what is sealed with a data key that is not here. What was enqueued by 0.1.0 is found by its key alone.
   */
  search(by: SearchBy, page?: SearchOptions): Promise<SearchPage>
  /**
   * Forgets a person: their messages still to be sent are cancelled, and nothing of them stays in Redis but statuses,
   * times and counts; what they are suppressed for stays, without their number. See docs/security.md.
   * @param recipient - in any usual writing; both forms of Brazil's ninth digit are one person
   * @throws InvalidMessageError when it is no phone number
   */
  forget(recipient: string, options?: ForgetOptions): Promise<ForgetReceipt>
}

const scanMs = 10_000

export function personCalls(open: OpenAccount): PersonCalls {
  const { deps, ledgerOptions, callbacks, suppressions, settings, ask } = open
  return {
    search: async (given, page) => {
      const search = parseOptions(personOptions.search, given) as SearchBy
      const { after, limit = 100 } = parseOptions(personOptions.page, page)
      const by = search.to === undefined ? search : { to: recipientOf(search.to, settings.defaultCountry) }
      const within = { after, limit: Math.min(1_000, Math.max(1, limit)) }
      const found = await ask(() => searchMessages(deps, by, within), scanMs)
      const now = Date.now()
      return { ...found, messages: found.messages.map((state) => explainDoubt(state, settings, now)) }
    },
    forget: async (given, options) => {
      const { by: _, ...told } = parseOptions(personOptions.forget, options)
      const { recipient } = parseOptions(personOptions.person, { recipient: given })
      return forgetRecipient({ ...deps, callbacks, ledgerOptions, suppressions }, recipient, told)
    },
  }
}

/** Digits as they stand in an answer or an export are meant as they are. */
export function recipientOf(written: string, country: Country): string {
  const reading = readRecipient(written, country)
  if ('recipient' in reading) return reading.recipient
  if (isRecipient(written)) return written
  throw new InvalidMessageError([{ path: 'to', message: reading.problem, code: reading.code }], {
    of: 'call',
  })
}
