import type { Extras, Metadata } from '../../message/index.js'
import type { PersonMarks } from '../../persons/index.js'
import { BrokenSealError, DataKeyMissingError, noSeal, type Seal, tryOpen } from '../../seal/index.js'
import { defaultOrigin, entryField } from './entry-fields.js'

/** What an entry tells of a person. */
interface Person extends Extras {
  readonly to: string
  readonly externalLabel?: string | undefined
}

/** No label, reference or JSON has one. */
const between = '\n'

/** Redis keeps a hash compact as long as no value is longer (`hash-max-listpack-value`); else it takes twice the memory. */
const compactChars = 64

/**
 * The fields that a person is kept in. Label, reference and metadata are one text; sealed, the recipient is in it, too, for each seal costs as much as an id; it
 * begins in the recipient's place and goes on in the label's. Beside it is the mark that the person is found by.
 */
export function personFields(
  { seal = noSeal, marks }: { readonly seal?: Seal | undefined; readonly marks?: PersonMarks | undefined },
  id: string,
  person: Person,
): string[] {
  const { to } = person
  const others = othersOf(person)
  const mark = marks ? [entryField.mark, marks.of(to)] : []
  if (seal === noSeal) return [entryField.to, to, ...mark, ...(others ? [entryField.label, others] : [])]
  const text = others ? `${to}${between}${others}` : to
  const sealed = seal.seal('recipient', id, text)
  const rest = sealed.slice(compactChars)
  return [
    entryField.to,
    sealed.slice(0, compactChars),
    ...(rest === '' ? [] : [entryField.label, rest]),
    ...mark,
  ]
}

interface PersonKept {
  readonly to: string | null | undefined
  readonly label: string | null | undefined
}

/** What can be shown of the person: nobody, where it was forgotten or the data key is missing. */
export function showPerson(seal: Seal, id: string, kept: PersonKept): Partial<Person> {
  const text = textOf(kept)
  return personOf(text && tryOpen(seal, 'recipient', id, text))
}

/**
 * The person, for deciding about the message; nobody, where it was forgotten or the entry was tampered with.
 * @throws DataKeyMissingError
 */
export function readPerson(seal: Seal, id: string, kept: PersonKept): Partial<Person> {
  const text = textOf(kept)
  try {
    return personOf(text && seal.open('recipient', id, text))
  } catch (error) {
    if (error instanceof BrokenSealError) return {}
    throw error
  }
}

/** As `readPerson`; where the data key is missing, the error that names it: what is decided about others goes on. */
export function readPersonOrMissingDataKey(
  seal: Seal,
  id: string,
  kept: PersonKept,
): Partial<Person> | DataKeyMissingError {
  try {
    return readPerson(seal, id, kept)
  } catch (error) {
    if (error instanceof DataKeyMissingError) return error
    throw error
  }
}

/** Both fields as one text; a sealed one begins with "=", and no phone number does. */
function textOf({ to, label }: PersonKept): string | undefined {
  if (!to) return undefined
  if (to.startsWith('=')) return `${to}${label ?? ''}`
  return label ? `${to}${between}${label}` : to
}

function personOf(text: string | undefined): Partial<Person> {
  const [to, externalLabel, reference, metadata] = text?.split(between, 4) ?? []
  return {
    ...(to ? { to } : {}),
    ...(externalLabel ? { externalLabel } : {}),
    ...(reference ? { reference } : {}),
    ...(metadata ? { metadata: JSON.parse(metadata) as Metadata } : {}),
  }
}

/** Label, reference and metadata, a line each, but for empty ones at the end. */
function othersOf({ externalLabel = '', reference = '', metadata }: Person): string {
  const lines = [externalLabel, reference, metadata ? JSON.stringify(metadata) : '']
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1).join(between)
}

/** A reason of ours, such as `http-500`, tells of nobody; upstream's words may. */
const bareReason = /^[a-z0-9-]{0,40}$/

export function sealDetail(seal: Seal = noSeal, id: string, detail: string): string {
  return bareReason.test(detail) ? detail : seal.seal('detail', id, detail)
}

/** What kind of sender the report names: upstream's own words, but for the usual one. */
export function sealOrigin(seal: Seal = noSeal, id: string, origin: string): string {
  return origin === '' || origin === defaultOrigin ? origin : seal.seal('origin', id, origin)
}
