import type { IncomingMessage } from 'node:http'
import { type ColumnMapping, hasMapping, type ReadMapping, readMapping } from '@disparo/rows'
import type { User } from '@disparo/service/users'
import type { FastifyRequest } from 'fastify'
import { formatOf } from '../batch/open-rows.js'
import type { BatchBody } from '../batch/receive-body.js'
import type { Spools } from '../batch/spool.js'
import { invalidRequest } from '../problem/invalid-request.js'
import { ProblemError } from '../problem/problem-error.js'

export interface BodyLimits {
  readonly spools: Spools
  readonly maxBytes: number
}

type TableTerms = ColumnMapping & {
  readonly sheet?: string | undefined
  readonly sha256?: string | undefined
}

/** The body of a request, which nothing is read of yet. @throws ProblemError where it is none that may be read */
export function batchBodyOf(
  request: Pick<FastifyRequest, 'headers' | 'body' | 'raw' | 'user'>,
  terms: TableTerms,
  { spools, maxBytes }: BodyLimits,
): BatchBody {
  const mapping = mappingOf(terms)
  refuseTooLarge(request.headers['content-length'], maxBytes)
  const format = formatOf(request.headers['content-type'] ?? '')
  if (!format) throw emptyBody()
  return {
    body: (request.body ?? request.raw) as IncomingMessage,
    ...{ format, maxBytes, mapping, sheet: terms.sheet, sha256: terms.sha256 },
    ...{ spools, user: (request.user as User).name },
  }
}

/** How the columns of a table are to be read, where anything is said of that. @throws ProblemError naming the option */
function mappingOf(terms: ColumnMapping): ReadMapping | undefined {
  if (!hasMapping(terms)) return undefined
  const read = readMapping(terms)
  if (!read.ok) throw invalidRequest('querystring', read.problems)
  return read.mapping
}

function emptyBody(): ProblemError {
  return new ProblemError('malformed-body', {
    detail: 'The body is empty: send JSON, NDJSON, CSV or a workbook. Nothing was enqueued.',
  })
}

function refuseTooLarge(contentLength: string | undefined, maxBytes: number): void {
  if (Number(contentLength ?? 0) <= maxBytes) return
  throw new ProblemError('body-too-large', {
    detail: `A batch may have ${maxBytes} bytes here: split it into several. Nothing was enqueued.`,
  })
}
