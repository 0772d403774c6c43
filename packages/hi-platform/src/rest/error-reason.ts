/** Why a request got no answer: short and bounded, fit for a metric's label. */
export type ErrorReason =
  | 'timeout'
  | 'connect-timeout'
  | 'connection-refused'
  | 'connection-reset'
  | 'connection-closed'
  | 'unreachable'
  | 'dns'
  | 'tls'
  | 'aborted'
  | 'client-closed'
  | 'invalid-response'
  | 'invalid-request'
  | 'other'

const reasons: Readonly<Record<string, ErrorReason>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  ECONNABORTED: 'connection-reset',
  EPIPE: 'connection-reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENOTFOUND: 'dns',
  EPROTO: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  ABORT_ERR: 'aborted',
  AbortError: 'aborted',
  TimeoutError: 'timeout',
  HTTPParserError: 'invalid-response',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_SOCKET: 'connection-closed',
  UND_ERR_ABORT: 'aborted',
  UND_ERR_ABORTED: 'aborted',
  UND_ERR_CLOSED: 'client-closed',
  UND_ERR_DESTROYED: 'client-closed',
  UND_ERR_HEADERS_OVERFLOW: 'invalid-response',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'invalid-response',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'invalid-response',
  UND_ERR_INVALID_ARG: 'invalid-request',
  UND_ERR_NOT_SUPPORTED: 'invalid-request',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'invalid-request',
}

/** Families of codes: getaddrinfo's, llhttp's, and what OpenSSL and Node say of certificates and handshakes. */
const families: readonly (readonly [RegExp, ErrorReason])[] = [
  [/^EAI_/, 'dns'],
  [/^HPE_/, 'invalid-response'],
  [
    /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|ERROR_IN_C|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(CA|PURPOSE))/,
    'tls',
  ],
]

/** The reason that an error's code or name gives; its inner errors' or its cause's where its own says nothing. */
export function errorReason(error: unknown): ErrorReason {
  for (const code of codesIn(error, 0)) {
    const reason = reasonOf(code)
    if (reason !== undefined) return reason
  }
  return 'other'
}

function reasonOf(code: string): ErrorReason | undefined {
  if (Object.hasOwn(reasons, code)) return reasons[code]
  return families.find(([pattern]) => pattern.test(code))?.[1]
}

/** Names count because undici's parser errors may have no code, and a DOMException's code is a number. */
function codesIn(error: unknown, depth: number): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return []
  const { code, name, errors, cause } = error as Record<'code' | 'name' | 'errors' | 'cause', unknown>
  return [
    ...[code, name].filter((text) => typeof text === 'string'),
    ...(Array.isArray(errors) ? errors.slice(0, 8).flatMap((inner) => codesIn(inner, depth + 1)) : []),
    ...codesIn(cause, depth + 1),
  ]
}
