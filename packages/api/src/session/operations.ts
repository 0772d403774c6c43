import { operation } from '../operation/index.js'
import { Login, Session, SessionEnded } from './session.js'

const common = { path: '/session', tag: 'session' } as const

/** How a browser logs in. Programs go on sending Basic. */
export const sessionOperations = {
  getSession: operation({
    ...common,
    method: 'GET',
    summary: 'Who is logged in',
    description:
      'By the cookie of the session. Without one it is answered 401, and no browser asks for a password.',
    responses: { 200: Session },
    problems: ['unauthorized', 'insecure-connection', 'storage-unavailable', 'internal'],
  }),

  startSession: operation({
    ...common,
    method: 'POST',
    summary: 'Log in',
    description:
      'For pages of this origin alone. The cookie is HttpOnly and SameSite=Strict, and Secure but on loopback. A session that the browser had is ended. Over plain HTTP beyond loopback nobody is logged in.',
    body: Login,
    responses: { 201: Session },
    problems: [
      'malformed-body',
      'invalid-request',
      'unauthorized',
      'forbidden',
      'insecure-connection',
      'body-too-large',
      'unsupported-media-type',
      'too-many-failures',
      'too-busy',
      'storage-unavailable',
      'internal',
    ],
  }),

  endSession: operation({
    ...common,
    method: 'DELETE',
    summary: 'Log out',
    responses: { 200: SessionEnded },
    problems: ['forbidden', 'storage-unavailable', 'internal'],
  }),
} as const
