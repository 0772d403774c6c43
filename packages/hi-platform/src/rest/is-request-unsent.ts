import { HiRequestError } from './request-error.js'

/** Codes that exist only before a connection is usable: names, connecting, certificates, a closed pool. */
const beforeConnected =
  /^(ENOTFOUND|EAI_.*|ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|UND_ERR_CLOSED|ERR_SOCKET_CONNECTION_TIMEOUT|ERR_TLS_CERT_.*|CERT_.*|CRL_.*|ERROR_IN_C.*|UNABLE_TO_.*|SELF_SIGNED_.*|DEPTH_ZERO_.*|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)$/

/**
 * Whether it is certain that not one byte of the request left. Our client knows; of a foreign error only its codes speak.
 * `EHOSTUNREACH`, `ETIMEDOUT` and `ECONNRESET` befall established connections too: there `syscall` must say `connect`.
 */
export function isRequestUnsent(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false
  if (error instanceof HiRequestError) return !error.mayHaveBeenSent
  const { code, syscall, errors, cause } = error as Record<'code' | 'syscall' | 'errors' | 'cause', unknown>
  // Connecting to several addresses at once fails with all their errors together, and the first one's code.
  if (Array.isArray(errors) && errors.length > 0) {
    return errors.every((inner) => isRequestUnsent(inner, depth + 1))
  }
  if (typeof code !== 'string') return isRequestUnsent(cause, depth + 1)
  return beforeConnected.test(code) || syscall === 'connect' || syscall === 'getaddrinfo'
}
