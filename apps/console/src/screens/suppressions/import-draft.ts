import type { PeopleToImport } from '../../api/suppressions.js'
import { typeOfPeople } from './people-file.js'
import type { Terms } from './terms.js'

/** A list that is about to be imported. */
export interface ImportDraft extends Terms {
  readonly file?: File | undefined
  readonly list: string
  readonly listDate: string
  readonly column: string
  readonly replace: boolean
  readonly shrink: boolean
  readonly skipBad: boolean
  /** Changed with all else: what is repeated with it is the same import. */
  readonly key: string
}

/** As a browser's field of a day has it. */
export const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())
export const beginImport = (): ImportDraft => ({
  ...{ reason: 'opt-out', covers: 'marketing', list: '', listDate: today(), column: '' },
  ...{ replace: false, shrink: false, skipBad: false, key: crypto.randomUUID() },
})

/** What is asked for, as the service takes it; nothing where something is missing. */
export function importOf({ file, key, ...draft }: ImportDraft): PeopleToImport | undefined {
  const contentType = file && typeOfPeople(file.name)
  const { reason, covers, replace, shrink, skipBad } = draft
  const [list, column] = [draft.list.trim(), draft.column.trim()]
  if (!file || !contentType || (reason === 'legal-list' && list === '')) return undefined
  const named = list === '' ? {} : { list, listDate: draft.listDate || undefined, replace, shrink }
  return {
    ...{ file, contentType, key },
    query: { reason, covers, ...named, column: column || undefined, skipBad },
  }
}
