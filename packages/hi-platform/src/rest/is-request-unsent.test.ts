import { errors } from 'undici'
import { expect, test } from 'vitest'
import { errorReason } from './error-reason.js'
import { isRequestUnsent } from './is-request-unsent.js'

function systemError(code: string, syscall?: string): Error {
  return Object.assign(new Error(), { code, ...(syscall !== undefined && { syscall }) })
}

test.each([
  ['a refused connection', systemError('ECONNREFUSED', 'connect'), 'connection-refused'],
  ['an unknown name', systemError('ENOTFOUND', 'getaddrinfo'), 'dns'],
  ['a silent name server', systemError('EAI_AGAIN', 'getaddrinfo'), 'dns'],
  ['no way to the host', systemError('EHOSTUNREACH', 'connect'), 'unreachable'],
  ['no way to its network', systemError('ENETUNREACH', 'connect'), 'unreachable'],
  ['a reset while connecting', systemError('ECONNRESET', 'connect'), 'connection-reset'],
  ["undici's connect timeout", new errors.ConnectTimeoutError(), 'connect-timeout'],
  ['a closed pool', new errors.ClientClosedError(), 'client-closed'],
  ['an expired certificate', systemError('CERT_HAS_EXPIRED'), 'tls'],
  ['a self-signed certificate', systemError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls'],
  ["another host's certificate", systemError('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls'],
  [
    'every address refused',
    new AggregateError([systemError('ECONNREFUSED', 'connect'), systemError('ENETUNREACH', 'connect')]),
    'connection-refused',
  ],
  [
    'a wrapped one',
    new TypeError('', { cause: systemError('ECONNREFUSED', 'connect') }),
    'connection-refused',
  ],
])('%s happens before anything is sent', (_title, error, reason) => {
  expect(isRequestUnsent(error)).toBe(true)
  expect(errorReason(error)).toBe(reason)
})

test.each([
  ['a reset', systemError('ECONNRESET', 'read'), 'connection-reset'],
  ['a broken pipe', systemError('EPIPE', 'write'), 'connection-reset'],
  ['a host lost after connecting', systemError('EHOSTUNREACH', 'read'), 'unreachable'],
  ['a connection timed out after connecting', systemError('ETIMEDOUT', 'read'), 'timeout'],
  ['a TLS record that is broken', systemError('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'), 'tls'],
  ["undici's closed socket", new errors.SocketError(), 'connection-closed'],
  ['silence', new errors.HeadersTimeoutError(), 'timeout'],
  ['a body that stops', new errors.BodyTimeoutError(), 'timeout'],
  ['headers without end', new errors.HeadersOverflowError(), 'invalid-response'],
  ['an answer that is no HTTP', systemError('HPE_INVALID_CONSTANT'), 'invalid-response'],
  ['a pool destroyed, perhaps under a request', new errors.ClientDestroyedError(), 'client-closed'],
  ['an abort', new errors.RequestAbortedError(), 'aborted'],
  [
    'one of several that came after connecting',
    new AggregateError([systemError('ECONNREFUSED', 'connect'), systemError('ECONNRESET', 'read')]),
    'connection-refused',
  ],
  ['no errors at all', new AggregateError([]), 'other'],
  ["a code that is only an object's property", { code: 'toString' }, 'other'],
  ['a code that is no text', { code: 42 }, 'other'],
])('%s may happen after the request was sent', (_title, error, reason) => {
  expect(isRequestUnsent(error)).toBe(false)
  expect(errorReason(error)).toBe(reason)
})

test('an error that causes itself is looked at, and let be', () => {
  const error = new Error('round')
  error.cause = error
  expect(isRequestUnsent(error)).toBe(false)
  expect(errorReason(error)).toBe('other')
})
