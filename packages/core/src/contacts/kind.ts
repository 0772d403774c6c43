import type { Lane, Message } from '../message/index.js'
import { isForOneTimeCodes, type TemplateCatalogue } from '../templates/index.js'

/** What a message is for, as suppressions, quiet hours and caps ask: a one-time code, marketing, or anything else. */
export type MessageKind = 'otp' | 'marketing' | 'other'

/** How a message counts where neither the catalogue nor the message says what it is, by its lane. */
export type Uncategorised = Readonly<Record<Lane, Exclude<MessageKind, 'otp'>>>

/** Campaigns are bulk; what is urgent answers something that somebody did. */
export const usualUncategorised: Uncategorised = { bulk: 'marketing', urgent: 'other' }

/** As scripts name it. */
export const kindLetter = { otp: 'o', marketing: 'm', other: 'u' } as const satisfies Record<
  MessageKind,
  string
>

/** Meta's categories, and those that it had before 2023. */
const knownCategories: ReadonlySet<string> = new Set([
  'marketing',
  'utility',
  'authentication',
  'service',
  'transactional',
  'otp',
])

interface KindTerms {
  readonly lane: Lane
  /** The account's templates, where it has a catalogue. */
  readonly catalogue?: Pick<TemplateCatalogue, 'find'> | undefined
  readonly uncategorised?: Uncategorised | undefined
}

/**
 * What a message is for. A one-time code has an `otp` component, or is of a template that the catalogue has as one; what its
 * caller calls it is no proof of that. Else the catalogue's category says it, then the message's own, then its lane.
 */
export function kindOf(
  message: Pick<Message, 'namespace' | 'elementName' | 'category' | 'components'>,
  { lane, catalogue, uncategorised = usualUncategorised }: KindTerms,
): MessageKind {
  if (message.components?.some(({ type }) => type === 'otp')) return 'otp'
  const [template] = catalogue?.find(message) ?? []
  if (template && isForOneTimeCodes(template)) return 'otp'
  return kindOfCategory(template?.category) ?? kindOfCategory(message.category) ?? uncategorised[lane]
}

function kindOfCategory(category: string | undefined): MessageKind | undefined {
  const name = category?.trim().toLowerCase()
  if (name === undefined || !knownCategories.has(name)) return undefined
  return name === 'marketing' ? 'marketing' : 'other'
}
