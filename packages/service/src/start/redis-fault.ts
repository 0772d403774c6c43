/** What keeps a program from Redis, as far as its codes tell. `away`: it may be back in a moment. */
export type RedisFault = 'login' | 'certificate' | 'unknown-host' | 'away'

const words = /\b(?:NOAUTH|WRONGPASS|NOPERM|LOADING|MASTERDOWN|CLUSTERDOWN)\b/

/** A system call's code, or the one that Redis's error replies begin with, also where ioredis put words before it. */
export function redisFaultCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const said = words.exec(error.message)?.[0]
  return said ?? ('code' in error ? String(error.code) : error.name)
}

export function explainRedisFault(code: string): RedisFault {
  if (/^(?:NOAUTH|WRONGPASS|NOPERM)$/.test(code)) return 'login'
  // What OpenSSL and Node say of a certificate.
  if (/^(?:ERR_TLS_CERT_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(code)) return 'certificate'
  return code === 'ENOTFOUND' ? 'unknown-host' : 'away'
}
