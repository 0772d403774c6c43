import { type Dispatcher, errors } from 'undici'
import { type ErrorReason, errorReason } from './error-reason.js'
import { type HeaderBag, readDate, readRateHeaders } from './rate-headers.js'
import type { Reply } from './reply.js'
import { HiRequestError } from './request-error.js'

export interface ExchangeLimits {
  /** For the whole exchange: waiting for a connection, connecting, sending, reading to the last byte. */
  readonly timeoutMs: number
  readonly maxBodyBytes: number
  readonly signal?: AbortSignal | undefined
  /** The body as text. Default UTF-8, whatever the header says. */
  readonly decode?: ((body: Buffer, contentType: string) => string) | undefined
}

/**
 * One request, written at most once, and its answer. It is a dispatch handler (not `request()`) because only that is told
 * when undici is about to write: an exchange that fails before has certainly sent nothing, whatever the error's code says.
 * Once the headers have come the status stands, even when the body hangs, breaks off or is too long.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { timeoutMs, maxBodyBytes, signal, decode = decodeUtf8 }: ExchangeLimits,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let head: Omit<Reply, 'body' | 'complete'> | undefined
    let settled = false
    const latest = performance.now() + timeoutMs
    const chunks: Buffer[] = []
    let bytes = 0

    function settle(complete: boolean, reason: ErrorReason, cause?: Error): void {
      if (settled) return
      settled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      if (head === undefined) reject(new HiRequestError(reason, controller !== undefined, cause))
      else resolve({ ...head, body: decode(Buffer.concat(chunks), head.contentType), complete })
    }

    function interrupt(reason: ErrorReason, cause: Error): void {
      if (settled) return
      settle(false, reason, cause)
      controller?.abort(cause)
    }

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        // After a pause of this process a connection may be ready before the timer is heard: it is too late to write.
        if (controller === undefined && performance.now() >= latest) onTimeout()
        // Given up while it waited for a connection; or to be written a second time, as undici's contract allows.
        if (settled || controller !== undefined) started.abort(new errors.RequestAbortedError())
        controller ??= started
      },
      onResponseStart(_controller, status, headers) {
        if (status < 200) return
        head = readHead(status, headers, Date.now())
      },
      onResponseData(_controller, chunk) {
        if (settled) return
        chunks.push(chunk.subarray(0, maxBodyBytes - bytes))
        bytes += chunk.length
        if (bytes > maxBodyBytes) interrupt('invalid-response', new errors.ResponseExceededMaxSizeError())
      },
      onResponseEnd() {
        settle(true, 'invalid-response')
      },
      onResponseError(_controller, error) {
        // What could not be parsed is kept there, and might be logged: it is not ours to know whom it names.
        if (error instanceof errors.HTTPParserError) Reflect.deleteProperty(error, 'data')
        settle(false, errorReason(error), error)
      },
    }

    const onAbort = () => interrupt('aborted', new errors.RequestAbortedError())
    const onTimeout = () => {
      if (controller === undefined) interrupt('connect-timeout', new errors.ConnectTimeoutError())
      else interrupt('timeout', new errors.HeadersTimeoutError())
    }
    // One more turn of the loop: after a long pause of this process the answer may be waiting to be read.
    const timer = setTimeout(() => setImmediate(onTimeout), timeoutMs)
    if (signal?.aborted) return onAbort()
    signal?.addEventListener('abort', onAbort)
    dispatcher.dispatch(request, handler)
  })
}

function readHead(status: number, headers: HeaderBag, now: number): Omit<Reply, 'body' | 'complete'> {
  const contentType = headers['content-type']
  const date = readDate(headers.date)
  return {
    status,
    contentType: typeof contentType === 'string' ? contentType : (contentType?.[0] ?? ''),
    rate: readRateHeaders(headers, now),
    ...(date !== undefined && { date }),
  }
}

function decodeUtf8(body: Buffer): string {
  return body.toString('utf8')
}
