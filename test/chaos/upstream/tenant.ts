import { type Answer, type Behavior, type Post, type PostResult, taken } from './behavior.js'
import { datesFrom, type Row } from './report-item.js'
import { reportPage, reportQuery } from './report-page.js'

export const SENDER = '5511912341234'

/** One account at the stand-in, and the truth about it. */
export interface Tenant {
  readonly username: string
  readonly configId: string
  /** Every POST of a template that was one, and what was made of it. */
  readonly posts: readonly (Post & { readonly fate: PostResult })[]
  /** From now on. */
  behave(manner: Behavior): void
}

/** A tenant, as the server sees it. */
export interface TenantHandler extends Tenant {
  post(body: unknown): Promise<PostResult['answer']>
  report(params: URLSearchParams): Answer
  /** Headers of every answer. */
  headers(): Readonly<Record<string, string>>
}

export function createTenant(who: Pick<Tenant, 'username' | 'configId'>): TenantHandler {
  const posts: (Post & { readonly fate: PostResult })[] = []
  const times = new Map<string, number>()
  const rows: Row[] = []
  let manner: Behavior = {}
  const now = () => Date.now() + (manner.clockMs ?? 0)

  const note = (post: Post, fate: PostResult) => {
    const dispatchedAt = post.at + (manner.dispatchedAfterMs ?? 0)
    const shownAt = dispatchedAt + (manner.shownAfterMs ?? 0)
    const plain = {
      sender: manner.sender?.(post, fate) ?? SENDER,
      recipient: post.to,
      origin: 'API',
      namespace: post.namespace,
      elementName: post.elementName,
      operatorName: '',
      billable: true,
      externalLabel: post.externalLabel,
      ...datesFrom(dispatchedAt),
    }
    if (fate.takes) rows.push({ item: plain, shownAt })
    for (const other of manner.besides?.(post) ?? []) rows.push({ item: { ...plain, ...other }, shownAt })
  }

  return {
    ...who,
    posts,
    behave: (next) => {
      manner = next
    },
    post: async (body) => {
      const fields = templateOf(body)
      if (!fields) return { status: 400, body: '{"status":"ERROR"}' }
      const earlier = times.get(fields.to) ?? 0
      times.set(fields.to, earlier + 1)
      const post = { n: posts.length, at: now(), ...fields, earlier }
      const fate = manner.meets?.(post) ?? taken
      posts.push({ ...post, fate })
      note(post, fate)
      await fate.after
      return fate.answer
    },
    headers: () => (manner.isDateless ? {} : { date: new Date(now()).toUTCString() }),
    report: (params) => {
      const instead = manner.report?.()
      if (instead) return instead
      const query = reportQuery(params)
      if (!query) return { status: 400, body: '{"status":"ERROR"}' }
      const page = reportPage(rows, query, manner, now())
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(page) }
    },
  }
}

/** The seed's "Parâmetros": these three are required. */
function templateOf(body: unknown) {
  if (typeof body !== 'object' || body === null) return undefined
  const { to, namespace, elementName, externalLabel = '' } = body as Record<string, unknown>
  const fields = [to, namespace, elementName]
  if (!fields.every((field) => typeof field === 'string' && field !== '')) return undefined
  if (typeof externalLabel !== 'string') return undefined
  return {
    to: to as string,
    namespace: namespace as string,
    elementName: elementName as string,
    externalLabel,
  }
}
