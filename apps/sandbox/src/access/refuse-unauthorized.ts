import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorBody } from '../error-body.js'
import { type Credentials, judgeAuthorization } from './judge-authorization.js'

/** Answers 403 or 401 as in seed 001 ("Respostas") and says `true`, or lets the request go on and says `false`. */
export function refuseUnauthorized(
  request: FastifyRequest,
  reply: FastifyReply,
  credentials: Credentials,
): boolean {
  const verdict = judgeAuthorization(request.headers.authorization, credentials)
  if (verdict === 'granted') return false
  if (verdict === 'absent') reply.code(403).send(errorBody(403))
  else reply.code(401).header('www-authenticate', 'Basic realm="sandbox"').send(errorBody(401))
  return true
}
