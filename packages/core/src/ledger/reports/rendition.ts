import { emptyRendition, maskRecipient, minPairs, phoneSuffix, Rendition } from '../../message/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import { noSeal, type Seal, tryOpen } from '../../seal/index.js'

const field = 'rendition'

/** How an account's report writes what it is sent, as far as that was learnt. What cannot be read is learnt anew. */
export async function readRendition(
  redis: Redis,
  keys: AccountKeys,
  seal: Seal = noSeal,
): Promise<Rendition> {
  return parseRendition(await redis.hget(keys.reportState, field), seal)
}

/** It has texts of the report: they are sealed, as all that is upstream's. */
export async function writeRendition(
  redis: Redis,
  keys: AccountKeys,
  rendition: Rendition,
  seal: Seal = noSeal,
): Promise<void> {
  await redis.hset(keys.reportState, field, sealReportText(seal, JSON.stringify(rendition)))
}

export function sealReportText(seal: Seal, text: string): string {
  return seal.seal('report', '', text)
}

/** `undefined` where there is none, or its key is not here. */
export function openReportText(seal: Seal, text: string | null | undefined): string | undefined {
  return text ? tryOpen(seal, 'report', '', text) : undefined
}

export function parseRendition(kept: string | null | undefined, seal: Seal = noSeal): Rendition {
  const text = openReportText(seal, kept)
  if (text === undefined) return emptyRendition
  try {
    return Rendition.catch(emptyRendition).parse(JSON.parse(text))
  } catch {
    return emptyRendition
  }
}

/** The account's own numbers, as far as they are known: the latest, and those that enough pairs have shown. */
export async function readSenders(redis: Redis, keys: AccountKeys, seal: Seal = noSeal): Promise<string[]> {
  const [latest, text] = await redis.hmget(keys.reportState, 'sender', field)
  return knownSenders(openReportText(seal, latest), parseRendition(text, seal))
}

function knownSenders(latest: string | undefined, { senders }: Rendition): string[] {
  const often = senders.filter(({ pairs }) => pairs >= minPairs).map(({ number }) => number)
  const isNew = latest && !often.some((number) => phoneSuffix(number) === phoneSuffix(latest))
  return isNew ? [...often, latest] : often
}

/** How the report writes what it is sent, in what is certain: by 95 % of 20 sure pairs. What is not known is absent. */
export interface RenditionState {
  /** The namespace that is shown for the one sent. */
  readonly namespaces?: readonly { readonly sent: string; readonly shown: string }[]
  readonly elementName?: string
  /** How much of a label is shown: `whole`, `cut:<characters>`, `none`; `other`: nothing that is alike. */
  readonly label?: string
  readonly labelCase?: string
  readonly recipient?: string
  /** The account's own numbers, all but two digits masked. */
  readonly senders?: readonly string[]
}

/** `undefined` where nothing is certain yet. */
export function renditionState(latest: string | undefined, rendition: Rendition): RenditionState | undefined {
  const { namespaces, elementName, label, labelCase, recipient } = rendition
  const shown = namespaces.flatMap(({ sent, form }) => (form === undefined ? [] : [{ sent, shown: form }]))
  const senders = knownSenders(latest, rendition).map((number) => maskRecipient(number.replace(/\D/g, '')))
  const state: RenditionState = {
    ...(shown.length > 0 ? { namespaces: shown } : {}),
    ...(elementName.form ? { elementName: elementName.form } : {}),
    ...(label.form ? { label: label.form } : {}),
    ...(labelCase.form ? { labelCase: labelCase.form } : {}),
    ...(recipient.form ? { recipient: recipient.form } : {}),
  }
  if (Object.keys(state).length === 0) return undefined
  return senders.length > 0 ? { ...state, senders } : state
}
