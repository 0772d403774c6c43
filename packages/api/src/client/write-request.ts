import { linesType, type Operation } from '../operation/index.js'
import { problemType } from '../problems/index.js'
import { ApiError } from './api-error.js'
import type { FetchRequest, UploadBody } from './fetch.js'
import type { AnyRequest, Upload } from './request.js'

const json = 'application/json'

/** The address that a request goes to. @throws ApiError `invalid-request` for a name that no address can have */
export function addressOf(
  baseUrl: string,
  { path }: Pick<Operation, 'path'>,
  { params = {}, query = {} }: AnyRequest,
) {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => segment(name, params[name] ?? ''))
  const search = new URLSearchParams()
  for (const [key, given] of Object.entries(query)) {
    for (const value of [given].flat()) if (value !== undefined) search.append(key, String(value))
  }
  return `${baseUrl.replace(/\/+$/, '')}${filled}${search.size > 0 ? `?${search}` : ''}`
}

/** A dot or two would be another path, however they are written. */
function segment(name: string, value: string): string {
  if (!/^\.{0,2}$/.test(value)) return encodeURIComponent(value)
  const message = `"${value}" cannot be ${name}`
  throw new ApiError('invalid-request', message, { problem: { errors: [{ path: name, message }] } })
}

/** What is sent there. */
export function requestOf(
  { method }: Pick<Operation, 'method'>,
  request: AnyRequest,
  { authorization, signal, wantsLines }: RequestTerms,
): FetchRequest {
  const { body, type, length } = bodyOf(request)
  const given = Object.entries(request.headers ?? {})
  const headers = {
    ...Object.fromEntries(given.filter((header): header is [string, string] => header[1] !== undefined)),
    accept: wantsLines ? linesType : `${json}, ${problemType}`,
    ...(authorization === undefined ? {} : { authorization }),
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(length === undefined ? {} : { 'content-length': String(length) }),
  }
  return {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    ...(signal ? { signal } : {}),
  }
}

interface RequestTerms {
  readonly authorization: string | undefined
  readonly signal: AbortSignal | undefined
  /** Progress is wanted, too. */
  readonly wantsLines: boolean
}

interface WrittenBody {
  readonly body?: UploadBody
  readonly type?: string
  readonly length?: number | undefined
}

function bodyOf({ body, upload }: AnyRequest): WrittenBody {
  if (upload) return uploadOf(upload)
  return body === undefined ? {} : { body: JSON.stringify(body), type: json }
}

function uploadOf(upload: Upload): WrittenBody {
  if ('rows' in upload) return { body: JSON.stringify(upload.rows), type: json }
  const { body, contentType, contentLength } = upload
  return { body, type: contentType, length: contentLength }
}
