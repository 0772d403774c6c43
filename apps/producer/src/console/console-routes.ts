import { existsSync } from 'node:fs'
import { join } from 'node:path'
import serveFiles from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answerUnknownRoute } from '../problem/answer-problem.js'
import { missingPage } from './missing-page.js'

export const consolePrefix = '/console'

interface ConsoleRoutesOptions {
  /** Of the built console. */
  readonly folder?: string | undefined
}

/** Its own files and its own producer, and nothing else: no script, style or picture of the page itself or of another host. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The console: hashed files that are cached for ever, and one page for all its addresses, which is asked for anew each time. */
export async function consoleRoutes(app: FastifyInstance, { folder }: ConsoleRoutesOptions): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy)
  })
  app.get('', { schema: { hide: true } }, async (_request, reply) => reply.redirect(`${consolePrefix}/`, 308))
  const isBuilt = folder !== undefined && existsSync(join(folder, 'index.html'))
  if (isBuilt) {
    await app.register(serveFiles, {
      root: folder,
      serve: false,
      preCompressed: true,
      cacheControl: false,
    })
    app.get('/assets/:name', { schema: { hide: true } }, async (request, reply) => {
      const { name } = request.params as { readonly name: string }
      reply.header('cache-control', 'public, max-age=31536000, immutable')
      return reply.sendFile(name, join(folder, 'assets'))
    })
  }
  app.setNotFoundHandler((request, reply) => {
    reply.header('cache-control', 'no-store')
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !isFile(request)
    if (!isPage) return answerUnknownRoute(request, reply)
    if (isBuilt) return reply.code(200).header('cache-control', 'no-cache').sendFile('index.html')
    return reply.code(503).type('text/html; charset=utf-8').send(missingPage)
  })
}

function isFile({ url }: FastifyRequest): boolean {
  return /\.(?:js|css|svg|map|png|ico|txt|br|gz)$/.test(url.split('?', 1)[0] ?? '')
}
