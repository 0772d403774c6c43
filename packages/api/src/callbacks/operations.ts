import { AccountParams, operation } from '../operation/index.js'
import { CallbackReplay, Callbacks, Replay } from './callbacks.js'

export const callbackOperations = {
  getCallbacks: operation({
    method: 'GET',
    path: '/v1/accounts/:account/callbacks',
    tag: 'callbacks',
    role: 'read',
    summary: 'How the callbacks stand',
    params: AccountParams,
    responses: { 200: Callbacks },
    problems: ['unknown-account', 'storage-unavailable'],
  }),

  replayCallbacks: operation({
    method: 'POST',
    path: '/v1/accounts/:account/callbacks/replay',
    tag: 'callbacks',
    role: 'operate',
    summary: 'Enable the callbacks again, and deliver what was put aside',
    description: 'The `webhook-id`s are those of before. Repeat it after any failure: nothing is lost.',
    params: AccountParams,
    body: Replay,
    responses: { 202: CallbackReplay },
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'body-too-large',
      'unsupported-media-type',
      'storage-unavailable',
    ],
  }),
} as const
