/** A body that is sent as it is: a file of a browser, bytes, text, or a stream, which is never whole in memory. */
export type UploadBody = Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | string

/** What the client asks of `fetch`. */
export interface FetchRequest {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: UploadBody
  /** A stream as body needs it. */
  readonly duplex?: 'half'
  readonly redirect: 'manual'
  readonly signal?: AbortSignal
}

/** What it reads of an answer. */
export interface FetchResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: ReadableStream<Uint8Array> | null
}

/** `fetch` of a browser or of Node.js, or another one, for time limits or proxies of its own. */
export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>
