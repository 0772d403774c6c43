import { z } from 'zod'
import { nameText } from './field-text.js'
import { mistake } from './problem-code.js'

/** What its sender wants to find a message by, and be told with it: flat, small, and never sent to anybody. */
export interface Extras {
  /** At most 128 characters on one line. */
  readonly reference?: string
  /** Texts, numbers, `true` and `false`, by their names; at most 512 bytes as JSON. */
  readonly metadata?: Metadata
}
export type Metadata = Readonly<Record<string, string | number | boolean>>

export const maxReferenceLength = 128
export const maxMetadataBytes = 512

const value = z.union([z.string(), z.number(), z.boolean()], 'must be text, a number, true or false')

/** Long names and values are not looked at one by one: JSON is never shorter than what it says. */
const metadata = z
  .preprocess(
    (given, { addIssue }) => {
      const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
      if (!isObject || Buffer.byteLength(JSON.stringify(given)) <= maxMetadataBytes) return given
      const told = mistake(`must have at most ${maxMetadataBytes} bytes as JSON`, {
        code: 'too-long',
        limit: maxMetadataBytes,
      })
      addIssue({ code: 'custom', ...told, input: given })
      return z.NEVER
    },
    z.record(z.string(), value, 'must be an object of texts, numbers, true and false'),
  )
  .transform((named): Metadata | undefined => (Object.keys(named).length > 0 ? named : undefined))

export function extrasFields() {
  return { reference: nameText(maxReferenceLength).optional(), metadata: metadata.optional() }
}

/** Those that are there, in their order. */
export function extrasOf({
  reference,
  metadata,
}: {
  readonly reference?: string | undefined
  readonly metadata?: Metadata | undefined
}): Extras {
  return { ...(reference !== undefined && { reference }), ...(metadata !== undefined && { metadata }) }
}
