import { posix } from 'node:path'
import type { Calendar } from './date-text.js'
import { workbookLimits } from './limits.js'
import type { Parts } from './open-parts.js'
import { readWhole } from './read-xml.js'
import { WorkbookError } from './workbook-error.js'

/** Where a sheet and what belongs to it stand in the file. */
interface FoundSheet {
  readonly part: string
  readonly sharedTexts: string | undefined
  readonly styles: string | undefined
  readonly calendar: Calendar
}

/**
 * Finds a workbook's sheet: the one of this name, in any case as spreadsheets compare, or the first that is visible.
 * @throws WorkbookError
 */
export async function findSheet(parts: Parts, wanted: string | undefined): Promise<FoundSheet> {
  if (!parts.has('_rels/.rels')) throw new WorkbookError('NO_WORKBOOK')
  const root = await readRelations(parts, '')
  const workbook = root.find(({ type }) => type === 'officeDocument')?.target
  if (workbook === undefined || !parts.has(workbook)) throw new WorkbookError('NO_WORKBOOK')
  const related = await readRelations(parts, workbook)
  const { sheets, calendar } = await readSheets(parts, workbook)
  // There may be tens of thousands of either.
  const worksheets = new Map(
    related.flatMap(({ id, type, target }) => (type === 'worksheet' ? [[id, target] as const] : [])),
  )
  const chosen = sheets.find(
    ({ id, name, visible }) =>
      worksheets.has(id) && (wanted === undefined ? visible : name.toLowerCase() === wanted.toLowerCase()),
  )
  const part = chosen && worksheets.get(chosen.id)
  if (part === undefined) throw new WorkbookError(sheets.length > 0 ? 'NO_SHEET' : 'NO_WORKBOOK')
  const target = (wantedType: string) => related.find(({ type }) => type === wantedType)?.target
  return { part, sharedTexts: target('sharedStrings'), styles: target('styles'), calendar }
}

interface Relation {
  readonly id: string
  /** The last part of its type, which is the same in both editions of the format. */
  readonly type: string
  readonly target: string
}

async function readRelations(parts: Parts, of: string): Promise<Relation[]> {
  const { dir, base } = posix.parse(of)
  const name = posix.join(dir, '_rels', `${base}.rels`)
  const relations: Relation[] = []
  if (!parts.has(name)) return relations
  await readWhole(parts.read(name), {
    open: (element, { Id = '', Type = '', Target = '' }) => {
      if (element !== 'Relationship') return
      if (relations.length >= workbookLimits.items) throw new WorkbookError('TOO_LARGE')
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(dir, Target)
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target })
    },
  })
  return relations
}

async function readSheets(parts: Parts, workbook: string) {
  const sheets: { name: string; id: string; visible: boolean }[] = []
  let calendar: Calendar = 1900
  await readWhole(parts.read(workbook), {
    open: (element, attributes) => {
      if (element === 'workbookPr' && /^(?:1|true|on)$/.test(attributes.date1904 ?? '')) calendar = 1904
      if (element !== 'sheet') return
      if (sheets.length >= workbookLimits.items) throw new WorkbookError('TOO_LARGE')
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? ''
      sheets.push({ name: attributes.name ?? '', id, visible: (attributes.state ?? 'visible') === 'visible' })
    },
  })
  return { sheets, calendar: calendar as Calendar }
}
