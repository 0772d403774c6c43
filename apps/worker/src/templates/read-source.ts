import { readFile, stat } from 'node:fs/promises'
import type { Account, Credentials } from '@disparo/core/internal/account'
import type { TemplateSource } from '@disparo/core/internal/catalogue'
import type { FieldProblem } from '@disparo/core/internal/message'
import { readTemplateFile, type Template } from '@disparo/core/internal/templates'
import { fetchTemplates } from '@disparo/hi-platform/broker'

/** The templates cannot be read. `reason` is short and bounded; the message says what to do. */
export class UnreadableFileError extends Error {
  readonly code = 'UNREADABLE_FILE'
  readonly reason: string

  constructor(reason: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UnreadableFileError'
    this.reason = reason
  }
}

export interface SourceRead {
  readonly source: TemplateSource
  readonly templates: readonly Template[]
  readonly problems: readonly FieldProblem[]
}

type Settings = NonNullable<Account['templates']>

const largestFileBytes = 8 * 1024 * 1024
const mostTold = 5

/** Reads an account's templates from where its settings say. @throws UnreadableFileError, TemplateListError */
export async function readTemplateSource(
  { file, broker }: Settings,
  {
    account: { requestTimeoutMs },
    credentials,
    token,
    signal,
  }: { account: Account; credentials: Credentials; token: string | undefined; signal: AbortSignal },
): Promise<SourceRead> {
  if (broker !== undefined) {
    const { baseUrl, wabaId } = broker
    const list = await fetchTemplates({ baseUrl, wabaId, ...credentials, token, requestTimeoutMs, signal })
    return { source: 'broker', ...list }
  }
  const read = readTemplateFile(await readBounded(file ?? ''))
  if (read.ok) return { source: 'file', templates: read.templates, problems: [] }
  const told = read.problems.slice(0, mostTold).map(({ path, message }) => `${path} ${message}`)
  const more = read.problems.length > mostTold ? `; and ${read.problems.length - mostTold} more` : ''
  throw new UnreadableFileError('wrong-file', `${file}: ${told.join('; ')}${more}`)
}

async function readBounded(path: string): Promise<string> {
  try {
    const found = await stat(path)
    if (!found.isFile()) throw new UnreadableFileError('no-file', `${path} is no file`)
    if (found.size > largestFileBytes)
      throw new UnreadableFileError('too-large', `${path} is larger than 8 MiB; nothing of it is read`)
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof UnreadableFileError) throw cause
    const { code = 'unknown' } = cause as NodeJS.ErrnoException
    throw new UnreadableFileError(code, `${path} cannot be read (${code})`, { cause })
  }
}
