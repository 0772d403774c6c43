import type { FailureTable } from './meaning.js'

const doubt = 'It may have been sent: the report decides, or a person (disparo unknown).'

/** Codes of answers, of the way to Hi Platform, and of our own. */
export const ownCodes: FailureTable = {
  // Answers of Hi Platform.
  'http-400': [
    'Hi Platform refused the message for what it says.',
    "Read upstream's words, correct the rows, and import them into the batch.",
    'never',
  ],
  'http-422': [
    'Hi Platform refused the message for what it says.',
    'Correct the rows, and import them into the batch.',
    'never',
  ],
  'http-401': [
    'Hi Platform does not know the user or the password.',
    'Correct the credentials, then retry.',
    'later',
  ],
  'http-403': ['Hi Platform does not allow this user to send.', 'Ask for the right to, then retry.', 'later'],
  'http-404': [
    'Hi Platform does not know the address or the account.',
    'Correct configId or baseUrl, then retry.',
    'later',
  ],
  'http-408': ['Hi Platform gave up waiting for the request.', doubt, 'later'],
  'http-429': ['Hi Platform took no more for now.', 'Retry.', 'later'],
  'http-500': ['Hi Platform had a fault of its own.', doubt, 'later'],
  'http-502': ['Hi Platform had a fault of its own.', doubt, 'later'],
  'http-503': ['Hi Platform was down.', 'Retry once it is up.', 'now'],
  'http-504': ['Hi Platform did not answer in time.', doubt, 'later'],
  'http-other': ['Hi Platform answered what nobody knows.', doubt, 'later'],
  'html-page': ['A web page was answered instead of what was asked for.', doubt, 'later'],
  'error-status': ['Hi Platform answered 2xx, and named an error in the body.', doubt, 'later'],
  'no-code': ['The XML integration answered without a code.', doubt, 'later'],
  'xml-error': ['The XML integration answered an error.', "Read upstream's words.", 'later'],
  'not-for-xml': ['XML cannot carry such a message.', 'Send it by REST, or without what XML lacks.', 'never'],
  'upstream-failed': [
    'Hi Platform or WhatsApp says that it failed, and not why.',
    "Look at the message's detail; retry some by hand.",
    'later',
  ],
  throttled: ['Hi Platform took no more for now.', 'Retry.', 'later'],

  // The way there.
  timeout: ['Hi Platform did not answer in time.', doubt, 'later'],
  'connection-reset': ['The connection broke while the message was sent.', doubt, 'later'],
  'connection-closed': ['The connection was closed while the message was sent.', doubt, 'later'],
  'invalid-response': ['The answer was no HTTP.', doubt, 'later'],
  aborted: ['The worker was stopped while the message was sent.', doubt, 'later'],
  'client-closed': ['The worker was stopped before it could send.', 'Retry.', 'now'],
  'connect-timeout': ['Hi Platform could not be reached.', 'Retry once it can be.', 'now'],
  'connection-refused': ['Hi Platform refused connections.', 'Retry once it takes them.', 'now'],
  unreachable: ['There was no way to Hi Platform.', 'Look at the network, then retry.', 'now'],
  dns: ["Hi Platform's name was not found.", 'Look at the network and baseUrl, then retry.', 'now'],
  tls: [
    'There was no secure connection to Hi Platform.',
    'Look at its certificate and baseUrl, then retry.',
    'now',
  ],
  'invalid-request': [
    'The request could not be made.',
    'Look at baseUrl and the message; tell the maintainers.',
    'later',
  ],

  // Our own.
  'attempt-never-settled': ['The worker died, or lost Redis, while it sent the message.', doubt, 'later'],
  'not-sent-again': [
    'It timed out or failed on the way, and its person is suppressed, or over the cap, by now: it is not sent again.',
    doubt,
    'later',
  ],
  'attempts-exhausted': [
    'All attempts were made, and the report proves the last one absent.',
    'Retry.',
    'now',
  ],
  'internal-error': [
    "A fault of Disparo's own, with this message alone.",
    'Retry; if it comes again, tell the maintainers.',
    'now',
  ],
  'job-missing': ['What the message said is gone from Redis.', 'Import its row again.', 'never'],
  'data-key-missing': ['Nobody had the data key that it was sealed with.', 'Import its row again.', 'never'],
  'suppressed-opt-out': [
    'The person wants no such messages from this account.',
    'Leave them out of the list.',
    'never',
  ],
  'suppressed-complaint': ['The person has complained.', 'Leave them out of the list.', 'never'],
  'suppressed-legal-list': [
    'The person is on a list of those who by law must not be messaged.',
    'Leave them out of the list.',
    'never',
  ],
  'suppressed-invalid-number': [
    'The number failed again and again.',
    'Correct the number, or reach the person in another way.',
    'never',
  ],
  'suppressed-manual': [
    'Somebody has put the person on the list of those not to be messaged.',
    'Leave them out of the list.',
    'never',
  ],
  'suppressed-cap': [
    'The person has had as many marketing messages as frequencyCap allows.',
    'Send again in some days.',
    'later',
  ],
  other: [
    'Something that no code stands for, or one of very many codes.',
    "Look at the message's detail.",
    'later',
  ],
}
