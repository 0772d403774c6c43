import type { ProblemKind } from '../kinds.js'
import type { ProblemExplanation } from './problem-words.js'

/** Its titles stand in kinds.ts, for every answer has one. */
export const en: Readonly<Record<ProblemKind, Omit<ProblemExplanation, 'title'>>> = {
  'malformed-body': {
    happened: 'The body is empty, no JSON, or no JSON object. Nothing was enqueued.',
    advice: 'Send JSON in UTF-8 with `Content-Type: application/json`.',
  },
  'malformed-request': {
    happened: 'What arrived is no HTTP/1.1 request.',
    advice: 'Look at what stands between you and this service; a proxy may have cut the request.',
  },
  'invalid-request': {
    happened: 'A query parameter, a header or a part of the address is wrong, or the route does not have it.',
    advice: 'Correct what `errors` names; it says what is allowed.',
  },
  unauthorized: {
    happened:
      'The request has no user and password and no API key, or wrong ones, or its session or key has ended.',
    advice:
      'Send both by HTTP Basic, or a key as `Bearer`, or log in again. After several wrong ones the address waits (`too-many-failures`).',
  },
  forbidden: {
    happened: 'The user is known and lacks the role that `detail` names.',
    advice: 'Use a user who has it, or let who keeps the file of users add it.',
  },
  'insecure-connection': {
    happened:
      'A browser came over plain HTTP from another machine: password and cookie could be read on the way.',
    advice:
      'Put TLS in front; where a proxy does that, name it in `TRUSTED_PROXIES` and let it send `X-Forwarded-Proto`.',
  },
  'unknown-route': {
    happened: 'Nothing is at this address, or not with this method.',
    advice: 'Compare it with the documentation at `/docs`.',
  },
  'unknown-account': {
    happened: 'No account has this name, or it is not among those of the user: both are answered the same.',
    advice: 'Look at `GET /v1/accounts`, which names those of the user.',
  },
  'unknown-message': {
    happened: 'No message of the account has this id, or it is older than `ledgerDays`.',
    advice: 'Compare the id with that of the receipt; search by key, reference or phone.',
  },
  'unknown-batch': {
    happened: 'No batch of the account has this id, or it is too old.',
    advice: 'Look it up in `GET …/batches`.',
  },
  'request-too-slow': {
    happened: 'Its headers or its body came too slowly, and the connection was closed.',
    advice: 'Repeat it with the same `Idempotency-Key`: what is enqueued already is not sent twice.',
  },
  'not-unknown': {
    happened:
      'Only for a message that is `unknown` somebody can say what became of it; about this one it is certain.',
    advice: 'Read its status. Nothing has changed.',
  },
  'cannot-retry': {
    happened: 'It has not failed, or must not be sent again; `detail` says what is in the way.',
    advice: 'Do what `detail` says. Nothing has changed.',
  },
  'batch-started': {
    happened: 'A message of it has gone out, so that its time cannot be changed any more.',
    advice: 'Pause it, or cancel it and send the rest as a new one.',
  },
  'batch-cancelled': {
    happened: 'Somebody has cancelled it, which is final.',
    advice: 'Send what is still to be sent as a new batch, with another key.',
  },
  'cannot-correct': {
    happened: 'It knows its rows by their place, not by what they say.',
    advice: 'Send the corrected rows alone as a new batch.',
  },
  'changed-source': {
    happened:
      'Within a day a file of this name became the batch that `earlier` names, and not all of it was enqueued.',
    advice: 'Send corrections into that batch (`into`), or say that this file is another one (`anew`).',
  },
  'content-differs': {
    happened: 'The SHA-256 of the body is not the one that the request names.',
    advice: 'Check the file again, and send what was checked. Nothing was enqueued.',
  },
  'too-many-keys': {
    happened: 'This service keeps 1,000 API keys.',
    advice: 'Revoke keys that nobody uses: `disparo key list` says when each was used last.',
  },
  'body-too-large': {
    happened: 'It is over `BODY_LIMIT_BYTES`, `BATCH_LIMIT_BYTES`, or has more than 2,000,000 rows.',
    advice: 'Send it in several batches. Rows before the limit may be enqueued: `batch` says so.',
  },
  'unsupported-media-type': {
    happened: 'The `Content-Type` is another one, or the body is compressed.',
    advice: 'Send what `detail` names, uncompressed.',
  },
  'invalid-message': {
    happened: 'A field of the message, or one of its terms, is wrong. Nothing was enqueued.',
    advice: 'Correct what `errors` names; each says what is allowed.',
  },
  'key-reused': {
    happened: 'A message with other content was enqueued with this key before.',
    advice: 'Give each message a key of its own; repeat a request with the same content.',
  },
  'invalid-columns': {
    happened:
      'The first line of the table does not name the columns that are needed, or names unknown ones. Nothing was enqueued.',
    advice: 'Correct what `errors` names, or map columns to fields (`map`, `ignoreColumns`).',
  },
  'invalid-rows': {
    happened: 'No row is good; with `strict`, at least one is bad. Nothing was enqueued.',
    advice: 'Correct the rows that `errors` names by row and line.',
  },
  'broken-input': {
    happened:
      'A quote or a list is never closed, or the connection broke. The rows before are enqueued, unless it was `strict`.',
    advice:
      'Correct the input and repeat it whole with the same key, or into the same batch: nothing is sent twice.',
  },
  'too-many-messages': {
    happened: 'The account takes no more single messages in this minute (`quota.perMinute`).',
    advice: 'Repeat it after `Retry-After` with the same key. Many messages go as one batch.',
  },
  'too-many-failures': {
    happened: 'Wrong passwords came from this address.',
    advice: 'Wait as long as `Retry-After` says, and correct the password.',
  },
  'headers-too-large': {
    happened: 'They have more than 16 KiB.',
    advice: 'Leave out cookies and headers that are not for this service.',
  },
  internal: {
    happened: 'It is our fault; `instance` stands in the log of the producer.',
    advice: 'Repeat it with the same key. Where it goes on, tell whoever runs Disparo this `instance`.',
  },
  'too-busy': {
    happened: 'Too many logins, or batches with `strict`, are under way.',
    advice: 'Repeat it after `Retry-After`.',
  },
  closing: {
    happened: 'The producer is being stopped, and takes no new work.',
    advice: 'Repeat it: another process answers.',
  },
  'quota-exceeded': {
    happened: 'So many messages wait already as the account may have (`quota`). What fits is enqueued.',
    advice:
      'Repeat it after `Retry-After` with `idempotencyKey`: what is enqueued already is not sent twice.',
  },
  'no-room': {
    happened: 'The disk has no room for the temporary file that `strict` needs. Nothing was enqueued.',
    advice: 'Send it without `strict`, or let whoever runs Disparo make room.',
  },
  'data-key-missing': {
    happened: 'What is asked about is sealed with a data key (`keyId`) that this producer does not have.',
    advice: 'Let whoever runs Disparo put that key into `DISPARO_DATA_KEY` of all programs.',
  },
  'storage-unavailable': {
    happened: 'Redis did not answer in time. The message may be enqueued.',
    advice: 'Repeat it with the same key, or with `idempotencyKey` of the answer: it is not sent twice.',
  },
  'storage-full': {
    happened: 'Redis refuses writes (`OOM`). Nothing was enqueued.',
    advice: 'Repeat it later with the same key; whoever runs Disparo finds what to do in docs/operations.md.',
  },
}
