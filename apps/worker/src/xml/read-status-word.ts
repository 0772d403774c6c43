import type { Observation } from '@disparo/core/internal/ledger'
import { describeRejection, failureCode } from '@disparo/hi-platform/rest'
import { statusOfWord } from '@disparo/hi-platform/xml'
import type { StatusWord } from './match-items.js'

/**
 * What a word of 50.02 shows of a message. The answer has no times, so each is when it was first seen (`now`, epoch ms):
 * never too early, and late by up to the time between two looks. That a message is in the answer at all says that it was
 * taken. A word that we do not know is kept as it is, in the message's detail.
 */
export function observationsOf(
  { id, word }: StatusWord,
  { code, now }: { readonly code: string; readonly now: number },
): Observation[] {
  const taken = { id, acceptedAt: now, upstreamId: code }
  const detail = describeRejection(word)
  switch (statusOfWord(word)) {
    case 'accepted':
      return [taken]
    case 'sent':
      return [{ ...taken, sentAt: now }]
    case 'received':
      return [{ ...taken, receivedAt: now }]
    case 'read':
      return [{ ...taken, readAt: now }]
    case 'failed':
      // In two steps: what was in doubt was taken, and then failed.
      return [taken, { id, failedAt: now, detail, reason: failureCode('upstream-failed', detail) }]
    case undefined:
      return [{ ...taken, detail }]
  }
}
