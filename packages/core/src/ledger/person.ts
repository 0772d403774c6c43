import { BrokenSealError, noSeal, type Seal, tryOpen } from '../seal/index.js'
import { entryField } from './fields.js'

/** What an entry tells of a person. */
export interface Person {
  readonly to: string
  readonly externalLabel?: string | undefined
}

/** No label has one. */
const between = '\n'

/**
 * The fields that a person is kept in. Sealed, recipient and label are one text in the recipient's place, for each seal
 * costs as much as an id; beside it is the mark that a webhook finds the recipient by, where one listens.
 */
export function personFields(
  {
    seal = noSeal,
    findable = false,
  }: { readonly seal?: Seal | undefined; readonly findable?: boolean | undefined },
  id: string,
  { to, externalLabel }: Person,
): string[] {
  if (seal === noSeal) return [entryField.to, to, ...(externalLabel ? [entryField.label, externalLabel] : [])]
  const text = externalLabel ? `${to}${between}${externalLabel}` : to
  const mark = findable ? seal.marks(to)[0] : undefined
  return [
    entryField.to,
    seal.close('recipient', id, text),
    ...(mark === undefined ? [] : [entryField.mark, mark]),
  ]
}

interface PersonKept {
  readonly to: string | null | undefined
  readonly label: string | null | undefined
}

/** What can be shown of the person: nobody, where it was forgotten or the data key is missing. */
export function showPerson(seal: Seal, id: string, { to, label }: PersonKept): Partial<Person> {
  const text = to ? tryOpen(seal, 'recipient', id, to) : undefined
  return personOf(text, label)
}

/**
 * The person, for deciding about the message; nobody, where it was forgotten or the entry was tampered with.
 * @throws DataKeyMissingError
 */
export function readPerson(seal: Seal, id: string, { to, label }: PersonKept): Partial<Person> {
  if (!to) return {}
  try {
    return personOf(seal.open('recipient', id, to), label)
  } catch (error) {
    if (error instanceof BrokenSealError) return {}
    throw error
  }
}

function personOf(text: string | undefined, label: string | null | undefined): Partial<Person> {
  const [to, sealedLabel] = text?.split(between, 2) ?? []
  const externalLabel = sealedLabel ?? label
  return { ...(to ? { to } : {}), ...(externalLabel ? { externalLabel } : {}) }
}

/** A reason of ours, such as `http-500`, tells of nobody; upstream's words may. */
const bareReason = /^[a-z0-9-]{0,40}$/

export function closeDetail(seal: Seal | undefined, id: string, detail: string): string {
  return seal === undefined || bareReason.test(detail) ? detail : seal.close('detail', id, detail)
}
