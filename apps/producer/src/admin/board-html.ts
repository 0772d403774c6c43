import { type Problem, problemType } from '@disparo/api'
import type { FastifyInstance } from 'fastify'
import { boardStyle } from './board-style.js'

/** What the library's pages need, and no more: their own files. React sets styles by script, which needs no leave. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Fonts of another host, which would hear of everybody who looks, and the styles of what is seen while the page loads. */
const unwanted = [/<link href="https:[^>]*>/g, /<style>[^<]*<\/style>/g, / style="[^"]*"/g]
const styleLink = '<link rel="stylesheet" href="board.css">'

/** The library's pages under a strict policy, with the buttons that the user's role has, and with errors they can show. */
export function customizeBoardHtml(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy).header('cache-control', 'no-store')
  })
  app.addHook('preSerialization', async (_request, reply, payload) => {
    if (reply.getHeader('content-type') !== problemType) return payload
    const { title, detail } = payload as Problem
    return { ...(payload as Problem), error: title, message: detail }
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html')
    if (!isPage || typeof payload !== 'string') return payload
    const bare = unwanted.reduce((page, each) => page.replaceAll(each, ''), payload)
    return bare.replace('</head>', `${styleLink}</head>`)
  })
  app.get('/board.css', { schema: { hide: true } }, async (request, reply) =>
    reply.type('text/css; charset=utf-8').send(boardStyle(request.user?.roles ?? new Set())),
  )
}
