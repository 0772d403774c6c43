import { expect, test } from 'vitest'
import { shownStatuses } from './shown-statuses.js'

const at = 1_000_000

test('a message counts with the latest status shown, and only where that is news', () => {
  const messages = new Map([
    ['new', { lane: 'bulk', status: 'accepted' }],
    ['same', { lane: 'bulk', status: 'sent' }],
    ['further', { lane: 'bulk', status: 'read' }],
    ['found', { lane: 'urgent', status: 'unknown' }],
    ['nothing', { lane: 'urgent', status: 'accepted' }],
  ] as const)
  const observations = [
    { id: 'new', dispatchedAt: at, sentAt: at, receivedAt: at, readAt: at },
    { id: 'same', dispatchedAt: at, sentAt: at },
    { id: 'further', dispatchedAt: at, receivedAt: at },
    { id: 'found', dispatchedAt: at },
    { id: 'nothing' },
    { id: 'somebody else', readAt: at },
  ]
  expect(shownStatuses(messages, observations)).toEqual([
    { lane: 'bulk', status: 'read' },
    { lane: 'urgent', status: 'accepted' },
  ])
})
