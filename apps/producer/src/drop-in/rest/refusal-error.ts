import type { RefusedField } from './envelope.js'

/** The statuses of seed 001 ("Respostas", "Cotas de consumo"), and those that any HTTP server has. */
type RefusalStatus = 400 | 401 | 403 | 404 | 413 | 415 | 429 | 500 | 503

interface RefusalDetails {
  /** What is wrong with the request, by field; the message names them. */
  readonly fields?: readonly RefusedField[]
  readonly headers?: Readonly<Record<string, string>>
  /** With this key the request can be repeated, and is still one message. */
  readonly idempotencyKey?: string
}

/** Ends a request of the REST drop-in. The message is Portuguese, for its users to read. */
export class RefusalError extends Error {
  readonly code = 'REFUSED'
  readonly status: RefusalStatus
  readonly details: RefusalDetails

  constructor(status: RefusalStatus, message: string, details: RefusalDetails = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RefusalError'
    this.status = status
    this.details = details
  }
}

/** The seed's 400: "Parâmetros obrigatórios inválidos ou vazios". */
export function invalidParameters(fields: readonly RefusedField[], options?: ErrorOptions): RefusalError {
  return new RefusalError(400, 'Parâmetros obrigatórios inválidos ou vazios', { fields }, options)
}
