import type { z } from 'zod'
import type { BatchType } from '../batches/index.js'
import type { NewRow } from '../messages/index.js'
import type { Operation } from '../operation/index.js'
import type { UploadBody } from './fetch.js'

/** A part of a request that may be left out where all of it may. */
type Part<Name extends string, Input> = object extends Input
  ? { readonly [_ in Name]?: Input | undefined }
  : { readonly [_ in Name]: Input }

/** Of a query: the text that goes over the wire, or what it stands for. */
type QueryInput<Schema extends z.ZodType> = {
  readonly [Name in keyof z.input<Schema>]:
    | z.input<Schema>[Name]
    | (Name extends keyof z.output<Schema> ? z.output<Schema>[Name] : never)
}

/** A body as it is, and what it is; a table's type may end with `; charset=…`. */
export type Upload =
  | {
      readonly contentType: BatchType | `${BatchType};${string}`
      readonly body: UploadBody
      /** Its length in bytes, where it is known of a stream: a body that is too large is refused at once then. */
      readonly contentLength?: number | undefined
    }
  | { readonly rows: readonly NewRow[] }

/** What an operation is asked with. */
export type RequestOf<Of extends Operation> = (Of extends {
  readonly params: infer Schema extends z.ZodType
}
  ? Part<'params', z.input<Schema>>
  : unknown) &
  (Of extends { readonly query: infer Schema extends z.ZodType }
    ? Part<'query', QueryInput<Schema>>
    : unknown) &
  (Of extends { readonly headers: infer Schema extends z.ZodType }
    ? Part<'headers', z.input<Schema>>
    : unknown) &
  (Of extends { readonly body: infer Schema extends z.ZodType } ? Part<'body', z.input<Schema>> : unknown) &
  (Of extends { readonly upload: readonly string[] } ? { readonly upload: Upload } : unknown)

/** What it answers. */
export type AnswerOf<Of extends Operation> = {
  [Status in keyof Of['responses']]: Received<z.output<Of['responses'][Status]>>
}[keyof Of['responses']]

/** A type as JSON carries it: what is undefined is absent. */
type Received<T> = T extends readonly (infer Element)[]
  ? Received<Element>[]
  : T extends object
    ? { [Name in keyof T]: Received<Exclude<T[Name], undefined>> }
    : T

type QueryValue = string | number | boolean | undefined

/** A request without its types. */
export interface AnyRequest {
  readonly params?: Readonly<Record<string, string>> | undefined
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>> | undefined
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  readonly body?: unknown
  readonly upload?: Upload
}
