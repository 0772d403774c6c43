/** One request that is meant to stop the service for everybody. */
export interface HostileBody {
  /** Which door, as the table names it. */
  readonly door: string
  /** What is bad about it. */
  readonly worst: string
  readonly method?: 'POST' | 'PUT' | 'PATCH'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Default: a user who may do everything. `nobody` shows no password. */
  readonly by?: 'nobody'
  /** The same request so many times at once. Default 1. */
  readonly times?: number
  body(): Iterable<Buffer>
}

/** `piece` over and over, about so many bytes of it, between `begin` and `end`. */
export function* repeated(
  piece: string,
  bytes: number,
  { begin = '', end = '' }: { readonly begin?: string; readonly end?: string } = {},
): Generator<Buffer> {
  if (begin !== '') yield Buffer.from(begin)
  const size = Buffer.byteLength(piece)
  const perChunk = Math.max(1, Math.floor(65_536 / size))
  const chunk = Buffer.from(piece.repeat(perChunk))
  let left = Math.floor(bytes / size)
  for (; left >= perChunk; left -= perChunk) yield chunk
  if (left > 0) yield Buffer.from(piece.repeat(left))
  if (end !== '') yield Buffer.from(end)
}

/** Made anew for each number from 0, until there are about so many bytes. */
export function* numbered(
  make: (n: number) => string,
  bytes: number,
  { begin = '', end = '' }: { readonly begin?: string; readonly end?: string } = {},
): Generator<Buffer> {
  let text = begin
  let done = 0
  for (let n = 0; done < bytes; n++) {
    text += make(n)
    if (text.length < 65_536) continue
    done += text.length
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text + end)
}
