import { z } from 'zod'

/** One key of 32 bytes. Its id stands in what it has sealed, so that it is found again after a rotation. */
export interface DataKey {
  readonly id: string
  readonly bytes: Buffer
}

/** The first seals, all open. */
export type DataKeys = readonly [DataKey, ...DataKey[]]

const keyBytes = 32
const id = /^[A-Za-z0-9_-]{1,16}$/
const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/

/** The id of a key that is given without one. */
const firstId = '1'

/** Reads `base64` or `id:base64[,id:base64…]`: AES-256 wants 32 bytes. No problem repeats a value. */
export const DataKeys: z.ZodType<DataKeys, string> = z.string().transform((text, { addIssue }) => {
  const [first, ...rest] = text.split(',').map((part) => readKey(part.trim()))
  const ids = [first, ...rest].map((key) => key?.id)
  if (first === undefined || rest.includes(undefined)) {
    addIssue('must be 32 random bytes in base64, or several with their ids: id:base64,id:base64')
    return z.NEVER
  }
  if (new Set(ids).size < ids.length) {
    addIssue('names an id twice: each key needs one of its own')
    return z.NEVER
  }
  return [first, ...(rest as DataKey[])]
})

function readKey(text: string): DataKey | undefined {
  const [name, value, more] = text.includes(':') ? text.split(':') : [firstId, text]
  if (name === undefined || value === undefined || more !== undefined) return undefined
  if (!id.test(name) || !base64.test(value)) return undefined
  const bytes = Buffer.from(value, 'base64')
  return bytes.length === keyBytes ? { id: name, bytes } : undefined
}
