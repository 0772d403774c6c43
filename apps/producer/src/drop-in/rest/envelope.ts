/** A wrong field: its path in the request, and in Portuguese what it must be. Never its value. */
export interface RefusedField {
  readonly path: string
  readonly rule: string
}

/** The envelope that seed 001 documents for the report ("Tendo como exemplo de retorno"); every answer here has it. */
interface OkEnvelope<Data> {
  readonly status: 'OK'
  readonly data: Data
}

/** Hi Platform documents no body of an error: programs go by the status, and people read `message`. */
interface ErrorEnvelope {
  readonly status: 'ERROR'
  readonly message: string
  /** Paths of the wrong fields. */
  readonly fields?: readonly string[]
  readonly idempotencyKey?: string
}

export function ok<Data>(data: Data): OkEnvelope<Data> {
  return { status: 'OK', data }
}

/** Programs that log an error log its `message`, so the fields are told in it too. */
export function errorEnvelope(
  message: string,
  fields: readonly RefusedField[] = [],
  idempotencyKey?: string,
): ErrorEnvelope {
  const told = fields.map(({ path, rule }) => `${path} ${rule}`).join('; ')
  return {
    status: 'ERROR',
    message: told === '' ? message : `${message}: ${told}`,
    ...(fields.length > 0 ? { fields: [...new Set(fields.map(({ path }) => path))] } : {}),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  }
}
