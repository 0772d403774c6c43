import type { z } from 'zod'
import type { ProblemKind } from '../problems/index.js'

/** What a user must be allowed, to use an operation. */
export type Role = 'send' | 'read' | 'operate' | 'admin'

/** One route of the HTTP API: what it takes, and what it answers. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** With its parameters as `:name`. */
  readonly path: string
  /** The group in the documentation. */
  readonly tag:
    | 'messages'
    | 'batches'
    | 'callbacks'
    | 'report'
    | 'gate'
    | 'templates'
    | 'suppressions'
    | 'session'
    | 'keys'
    | 'health'
  readonly summary: string
  readonly description?: string
  /** Absent where nobody has to say who they are. */
  readonly role?: Role
  /** Another role that will do. */
  readonly orRole?: Role
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  /** Request headers that mean something to this operation, in lower case. */
  readonly headers?: z.ZodObject
  /** A body in JSON. */
  readonly body?: z.ZodType
  /** The media types of a body that is a stream; its type is the `Content-Type`. */
  readonly upload?: readonly string[]
  /** What is answered, by status: one for each operation. */
  readonly responses: Readonly<Record<number, z.ZodType>>
  /** What is answered instead where the query asks for something else, by status. */
  readonly otherwise?: Readonly<Record<number, z.ZodType>>
  /** A line of progress; with `Accept: application/x-ndjson` these come first, and the answer is the last line. */
  readonly progress?: z.ZodType
  /** What it refuses for reasons of its own; `problemsOf` adds what any operation may answer. */
  readonly problems: readonly ProblemKind[]
}

/** Keeps the exact types of an operation, which routes and the client are typed by. */
export function operation<const Of extends Operation>(of: Of): Of {
  return of
}

/** The media type of an answer with `progress`. */
export const linesType = 'application/x-ndjson'
