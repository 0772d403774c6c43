import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import type { Answer } from './behavior.js'
import { createTenant, type Tenant, type TenantHandler } from './tenant.js'

const BASE = '/platform/whatsappconnect/1.0/api'

/**
 * A second stand-in for Hi Platform, written from seed 001 alone and sharing nothing with the sandbox: what both of them
 * take for granted may be wrong. How it behaves is each account's own matter.
 */
interface Upstream {
  readonly url: string
  /** Of every user. */
  readonly password: string
  /** A new account, with a user and a report of its own. */
  addTenant(name: string): Tenant
  close(): Promise<void>
}

export async function openUpstream(): Promise<Upstream> {
  const password = randomBytes(24).toString('base64url')
  const tenants = new Map<string, TenantHandler>()
  const server = createServer((request, response) => {
    answerTo(request, response, tenants).catch(() => void response.destroy())
  })
  server.keepAliveTimeout = 60_000
  const { url, close } = await listenOnLoopback(server)
  return {
    ...{ password, url, close },
    addTenant: (name) => {
      const tenant = createTenant({ username: name, configId: `id-${name}` })
      tenants.set(`Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`, tenant)
      return tenant
    },
  }
}

async function answerTo(
  request: IncomingMessage,
  response: ServerResponse,
  tenants: ReadonlyMap<string, TenantHandler>,
): Promise<void> {
  const body = await text(request)
  const { authorization } = request.headers
  const tenant = tenants.get(authorization ?? '')
  const answer = tenant ? await ask(tenant, request, body) : { status: authorization ? 401 : 403 }
  if (answer === 'reset') return void request.socket.resetAndDestroy()
  response.sendDate = false
  response.writeHead(answer.status, { ...answer.headers, ...tenant?.headers() })
  response.end(answer.body)
}

async function ask(
  tenant: TenantHandler,
  { method, url = '/' }: IncomingMessage,
  body: string,
): Promise<Answer | 'reset'> {
  const { pathname, searchParams } = new URL(url, 'http://upstream')
  if (method === 'GET' && pathname === `${BASE}/reports/hsm`) return tenant.report(searchParams)
  if (method === 'POST' && pathname === `${BASE}/message/template/${tenant.configId}`)
    return tenant.post(parsed(body))
  return { status: 404 }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
