import type { Lane, Message } from '../../message/index.js'
import { parseRowId } from '../ids/batch-row.js'
import { entryField, timeField } from './entry-fields.js'

/** What a job says of its message, but for the person. Times in epoch ms. */
export interface NewEntryInput {
  readonly id: string
  readonly lane: Lane
  readonly message: Pick<Message, 'namespace' | 'elementName'>
  readonly enqueuedAt: number
  readonly expiresAt?: number | undefined
  readonly batch?: string | undefined
  readonly row?: number | undefined
  readonly fingerprint?: string | undefined
}

/** What a new entry remembers of its message beside the person (personal-data.ts): enough to show it, and to find it in a report. */
export function newEntryFields(terms: NewEntryInput): (string | number)[] {
  const { id, lane, message, batch, expiresAt, fingerprint } = terms
  const fields: (string | number)[] = [entryField.namespace, message.namespace]
  fields.push(entryField.elementName, message.elementName, timeField.enqueued, terms.enqueuedAt)
  if (lane === 'urgent') fields.push(entryField.urgent, 1)
  if (batch && parseRowId(id)?.batch !== batch)
    fields.push(entryField.batch, batch, entryField.row, terms.row ?? 0)
  if (expiresAt) fields.push(entryField.expires, expiresAt)
  if (fingerprint) fields.push(entryField.fingerprint, fingerprint)
  return fields
}
