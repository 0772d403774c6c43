import { AccountParams, IdParams, KeyHeaders, operation } from '../operation/index.js'
import { Message, SendReceipt } from './message.js'
import { NewMessage } from './new-message.js'
import { MessageSearch, MessagesFound, SearchQuery } from './search.js'

export const messageOperations = {
  sendMessage: operation({
    method: 'POST',
    path: '/v1/accounts/:account/messages',
    tag: 'messages',
    role: 'send',
    summary: 'Enqueue one message',
    description:
      'The body is that of the REST API of Hi Platform, or the friendly form, plus `lane`, `sendAt` and `expiresAt`.',
    params: AccountParams,
    headers: KeyHeaders,
    body: NewMessage,
    responses: { 202: SendReceipt },
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'body-too-large',
      'unsupported-media-type',
      'invalid-message',
      'key-reused',
      'too-many-messages',
      'quota-exceeded',
      'storage-unavailable',
      'data-key-missing',
    ],
  }),

  searchMessages: operation({
    method: 'POST',
    path: '/v1/accounts/:account/messages/search',
    tag: 'messages',
    role: 'read',
    summary: 'Messages of a person, a key or a reference, the newest first',
    description: 'A person is found in both forms of the ninth digit, as long as the message is remembered.',
    params: AccountParams,
    query: SearchQuery,
    body: MessageSearch,
    responses: { 200: MessagesFound },
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'body-too-large',
      'unsupported-media-type',
      'storage-unavailable',
    ],
  }),

  getMessage: operation({
    method: 'GET',
    path: '/v1/accounts/:account/messages/:id',
    tag: 'messages',
    role: 'read',
    summary: 'What became of a message',
    params: IdParams,
    responses: { 200: Message },
    problems: ['unknown-account', 'unknown-message', 'storage-unavailable'],
  }),

  retryMessage: operation({
    method: 'POST',
    path: '/v1/accounts/:account/messages/:id/retry',
    tag: 'messages',
    role: 'operate',
    summary: 'Send a message that failed again',
    params: IdParams,
    responses: { 200: Message },
    problems: ['unknown-account', 'unknown-message', 'cannot-retry', 'storage-unavailable'],
  }),
} as const
