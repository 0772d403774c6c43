import {
  mostTemplateProblems,
  mostTemplates,
  readTemplates,
  type Template,
  type TemplateList,
} from '@disparo/core/internal/templates'
import { HiRequestError, openHttpClient } from '../rest/index.js'
import { TemplateListError } from './template-list-error.js'

export interface TemplateListOptions {
  /** Such as `https://whatsapp-connect.hiplatform.com/hsmservices/api`. */
  readonly baseUrl: string
  readonly wabaId: string
  readonly username: string
  readonly password: string
  /** Sent as `Bearer` instead of user and password. */
  readonly token?: string | undefined
  /** For each page, to its last byte. */
  readonly requestTimeoutMs: number
  readonly signal?: AbortSignal | undefined
}

const maxPageBytes = 8 * 1024 * 1024
const maxBytes = 32 * 1024 * 1024
const mostPages = 200
/** For all pages. */
const longestMs = 110_000

/**
 * Reads Hi Broker's whole list of templates (`GET public/message_templates/{wabaId}`), page by page as Meta's are. It is all
 * of it, or an error: with half a list, templates would seem not to be there.
 * @throws TemplateListError
 */
export async function fetchTemplates(options: TemplateListOptions): Promise<Omit<TemplateList, 'after'>> {
  const base = new URL(options.baseUrl)
  const path = `${base.pathname.replace(/\/+$/, '')}/public/message_templates/${encodeURIComponent(options.wabaId)}`
  const late = AbortSignal.timeout(longestMs)
  const signal = options.signal ? AbortSignal.any([options.signal, late]) : late
  let bytes = 0
  const client = openHttpClient({
    origin: base.origin,
    requestTimeoutMs: options.requestTimeoutMs,
    connections: 1,
  })
  try {
    return await collectPages(async (after) => {
      const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
      const body = await fetchPage(client, { ...options, signal }, `${path}${query}`)
      bytes += body.length
      if (bytes > maxBytes) throw new TemplateListError('too-large', 'more than 32 MiB in all')
      return readPage(body)
    })
  } finally {
    await client.close()
  }
}

async function collectPages(
  pageAfter: (after: string | undefined) => Promise<TemplateList>,
): Promise<Omit<TemplateList, 'after'>> {
  const templates: Template[] = []
  const problems: TemplateList['problems'][number][] = []
  const seen = new Set<string>()
  let after: string | undefined
  for (let pages = 0; ; pages += 1) {
    if (pages >= mostPages) throw new TemplateListError('too-large', `more than ${mostPages} pages`)
    const page = await pageAfter(after)
    templates.push(...page.templates)
    problems.push(...page.problems)
    if (templates.length > mostTemplates) {
      throw new TemplateListError('too-large', `more than ${mostTemplates} templates`)
    }
    // Who does not know the cursor answers the first page again, with the same one.
    if (page.after === undefined || seen.has(page.after)) break
    seen.add(page.after)
    after = page.after
  }
  return { templates: withoutRepeated(templates), problems: problems.slice(0, mostTemplateProblems) }
}

async function fetchPage(
  client: ReturnType<typeof openHttpClient>,
  { username, password, token, requestTimeoutMs, signal }: TemplateListOptions,
  path: string,
): Promise<string> {
  const basic = Buffer.from(`${username}:${password}`, 'utf8').toString('base64')
  const headers = {
    authorization: token === undefined ? `Basic ${basic}` : `Bearer ${token}`,
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'disparo',
  }
  const limits = { timeoutMs: requestTimeoutMs, maxBodyBytes: maxPageBytes, signal }
  const reply = await client.request({ method: 'GET', path, headers }, limits).catch((error: unknown) => {
    throw error instanceof HiRequestError ? new TemplateListError(error.reason, undefined, error) : error
  })
  if (reply.status !== 200) throw new TemplateListError(`http-${reply.status}`)
  if (!reply.complete)
    throw new TemplateListError('too-large', 'more than 8 MiB, or an answer that broke off')
  return reply.body
}

function readPage(body: string): TemplateList {
  const page = readTemplates(parse(body))
  if (page === undefined) throw new TemplateListError('unreadable')
  return page
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** What a page has that one before had, as when the list changes meanwhile: the first counts. */
function withoutRepeated(templates: readonly Template[]): Template[] {
  const seen = new Set<string>()
  return templates.filter(({ name, namespace, language }) => {
    const same = JSON.stringify([name, namespace, language])
    return !seen.has(same) && seen.add(same)
  })
}
