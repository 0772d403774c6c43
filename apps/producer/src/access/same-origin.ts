import type { FastifyRequest } from 'fastify'

interface RequestOrigin {
  /** The header `Sec-Fetch-Site`: set by browsers alone, where the connection is secure or local. */
  readonly site: string | undefined
  /** The header `Origin`: set by browsers with every request that is no GET. */
  readonly origin: string | undefined
  /** Whom the browser means to ask: the `Host`, or what a trusted proxy says it was. */
  readonly host: string
}

/**
 * Whether a page of ours asked. Browsers send Basic credentials whoever's page asks, so what changes anything needs
 * this (Fetch Metadata, W3C; RFC 6454, 7); what says nothing of its origin is refused, too.
 */
export function isSameOrigin({ site, origin, host }: RequestOrigin): boolean {
  if (site !== undefined) return site === 'same-origin'
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}

/** These change nothing. */
const looking: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether what asks with a session changes nothing, or is a page of ours and says so: who says nothing is not believed. */
export function isOwnPage({ method, host, headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  const { origin } = headers
  return (
    looking.has(method) || isSameOrigin({ site: site === undefined ? undefined : String(site), origin, host })
  )
}

/** Whether a page of somebody else's asks for a change. Programs send neither header, and are not meant. */
export function isCrossOrigin({ method, host, headers }: FastifyRequest): boolean {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  if (looking.has(method) || (site === undefined && origin === undefined)) return false
  return !isSameOrigin({ site: site === undefined ? undefined : String(site), origin, host })
}
