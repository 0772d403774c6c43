import { z } from 'zod'
import { operation } from '../operation/index.js'
import { ApiKeys, KeyRevoked, MadeApiKey, NewApiKey } from './api-key.js'

const common = { tag: 'keys', role: 'admin' } as const

/** API keys, which programs show in place of a user and password. */
export const keyOperations = {
  listKeys: operation({
    ...common,
    method: 'GET',
    path: '/v1/keys',
    summary: 'The API keys: those that you made, and those for accounts that are all open to you',
    responses: { 200: ApiKeys },
    problems: ['storage-unavailable'],
  }),

  createKey: operation({
    ...common,
    method: 'POST',
    path: '/v1/keys',
    summary: 'Make an API key',
    description:
      'By a user and password, or a session; no key makes another. The answer has the key, which is kept nowhere. It is good at once, on every producer.',
    body: NewApiKey,
    responses: { 201: MadeApiKey },
    problems: [
      'malformed-body',
      'invalid-request',
      'too-many-keys',
      'body-too-large',
      'unsupported-media-type',
      'storage-unavailable',
      'storage-full',
    ],
  }),

  revokeKey: operation({
    ...common,
    method: 'DELETE',
    path: '/v1/keys/:id',
    summary: 'Revoke an API key',
    description: 'From the answer on no producer takes it; what it has begun goes on.',
    params: z.object({ id: z.string().min(1).max(200) }),
    responses: { 200: KeyRevoked },
    problems: ['storage-unavailable'],
  }),
} as const
