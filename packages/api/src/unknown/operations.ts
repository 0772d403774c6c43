import { z } from 'zod'
import { Message } from '../messages/index.js'
import { AccountParams, IdParams, limit, operation } from '../operation/index.js'
import { DoubtsResolved, ManyResolutions, Resolution, UnknownMessages } from './resolution.js'

export const unknownOperations = {
  getUnknown: operation({
    method: 'GET',
    path: '/v1/accounts/:account/unknown',
    tag: 'messages',
    role: 'read',
    summary: 'Messages in doubt, those longest in it first',
    params: AccountParams,
    query: z.strictObject({ limit: limit(1_000, 100) }),
    responses: { 200: UnknownMessages },
    problems: ['invalid-request', 'unknown-account', 'storage-unavailable'],
  }),

  resolveMany: operation({
    method: 'POST',
    path: '/v1/accounts/:account/unknown/resolve',
    tag: 'messages',
    role: 'operate',
    summary: 'Say what became of many messages in doubt',
    description:
      'Of up to 1,000 by id, or of those of a batch, or of a request (over XML), 1,000 at a time. Who said so and when is kept with each.',
    params: AccountParams,
    body: ManyResolutions,
    responses: { 200: DoubtsResolved },
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'body-too-large',
      'unsupported-media-type',
      'storage-unavailable',
    ],
  }),

  resolveMessage: operation({
    method: 'POST',
    path: '/v1/accounts/:account/messages/:id/resolve',
    tag: 'messages',
    role: 'operate',
    summary: 'Say what became of a message in doubt',
    description: 'Who said so (the name of the user) and when is kept with the message.',
    params: IdParams,
    body: Resolution,
    responses: { 200: Message },
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'unknown-message',
      'not-unknown',
      'body-too-large',
      'unsupported-media-type',
      'storage-unavailable',
    ],
  }),
} as const
