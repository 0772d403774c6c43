/** The idempotency key belongs to a different message, which was enqueued before. Give this one a key of its own. */
export class KeyReusedError extends Error {
  readonly code = 'KEY_REUSED'

  readonly id: string

  constructor(id: string) {
    super(`This key belongs to message ${id}, which is a different one: give each message a key of its own`)
    this.name = 'KeyReusedError'
    this.id = id
  }
}
