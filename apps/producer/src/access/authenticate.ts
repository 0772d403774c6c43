import type { onRequestAsyncHookHandler } from 'fastify'
import { ProblemError } from '../problem/problem-error.js'
import type { Credential } from './credential.js'
import { matchCredential } from './match-credential.js'

const challenges = ['Bearer realm="disparo"', 'Basic realm="disparo", charset="UTF-8"']

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks: the name of the credentials shown. */
    credentialName: string | null
  }
}

/** Lets a request pass that shows one of the credentials; answers 401 before its body is read otherwise. */
export function authenticate(credentials: readonly Credential[]): onRequestAsyncHookHandler {
  return async (request, reply) => {
    const match = matchCredential(credentials, request.headers.authorization)
    if (match) {
      request.credentialName = match.name
      return
    }
    reply.header('www-authenticate', challenges)
    throw new ProblemError('unauthorized', {
      detail: request.headers.authorization
        ? 'These credentials are not known here: send "Authorization: Bearer <secret>", or Basic with name and secret.'
        : 'This needs credentials: send "Authorization: Bearer <secret>", or Basic with name and secret.',
    })
  }
}
