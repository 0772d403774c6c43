import type { Template } from '@disparo/api'

/** A field of a message that a column fills. */
export interface WantedField {
  readonly field: string
  readonly kind: 'phone' | 'variable' | 'header' | 'button' | 'reference'
  /** Of a variable its name, of a button its text. */
  readonly name: string
  readonly required: boolean
}

const mediaFields = {
  text: 'headerText',
  image: 'headerImage',
  document: 'headerDocument',
  video: 'headerVideo',
} as const

/** What a template has to be filled with, in the order in which it is read. */
export function fieldsOf(template: Template | undefined, variableCount: number): WantedField[] {
  const variables =
    template?.variables ?? Array.from({ length: variableCount }, (_, index) => String(index + 1))
  const type = template?.header?.type
  const needsHeader =
    type !== undefined && type !== 'other' && (type !== 'text' || /\{\{/.test(template?.header?.text ?? ''))
  return [
    { field: 'to', kind: 'phone', name: '', required: true },
    ...(needsHeader ? [{ field: mediaFields[type], kind: 'header', name: '', required: true } as const] : []),
    ...variables.map(
      (name, index) => ({ field: `body${index + 1}`, kind: 'variable', name, required: true }) as const,
    ),
    ...(template?.buttons ?? []).flatMap(({ type: kind, url, text = '' }, index) =>
      kind === 'url' && url?.includes('{{')
        ? [{ field: `button${index}`, kind: 'button', name: text, required: true } as const]
        : [],
    ),
    { field: 'reference', kind: 'reference', name: '', required: false },
  ]
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()

const phoneNames = /tel|fone|celular|whats|phone|numero|mobile|^to$/
const looksLikePhone = (cell: string) => /^\+?[\d\s().-]{8,20}$/.test(cell.trim())
const firstNames = /nome|name|cliente/

interface Sample {
  readonly columns: readonly string[]
  /** Cells of some rows. */
  readonly rows: readonly { readonly cells: readonly string[] }[]
}

/** Which column fills which field, as far as their names and the first cells tell. Nothing is guessed twice. */
export function guessMapping(
  fields: readonly WantedField[],
  { columns, rows }: Sample,
): Record<string, string> {
  const free = new Set(columns.filter((name) => name.trim() !== ''))
  const guessed: Record<string, string> = {}
  const take = (field: string, found: string | undefined) => {
    if (found === undefined) return
    guessed[field] = found
    free.delete(found)
  }
  const named = (matches: (name: string) => boolean) => [...free].find((name) => matches(plain(name)))
  const filledLike = (matches: (cell: string) => boolean) =>
    [...free].find((name) => {
      const cells = rows.map(({ cells }) => cells[columns.indexOf(name)] ?? '').filter((cell) => cell !== '')
      return cells.length > 0 && cells.every(matches)
    })
  take('to', named((name) => phoneNames.test(name)) ?? filledLike(looksLikePhone))
  for (const { field, name } of fields) {
    if (field === 'to') continue
    take(
      field,
      named((column) => column === plain(field) || (name !== '' && column === plain(name))),
    )
  }
  if (fields.some(({ field }) => field === 'body1') && guessed.body1 === undefined)
    take(
      'body1',
      named((name) => firstNames.test(name)),
    )
  return guessed
}

/** Whether the file says itself which template each row is of, and what fills it. */
export function isOwnForm(columns: readonly string[]): boolean {
  const names = new Set(columns.map(plain))
  return ['to', 'namespace', 'elementname'].every((name) => names.has(name))
}
