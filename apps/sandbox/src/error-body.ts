/** What seed 001 ("Respostas", "Cotas de consumo") says of each status; the rest in the same manner. */
const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Parâmetros obrigatórios inválidos ou vazios',
  401: 'Autenticação inválida',
  403: 'Autenticação inválida ou não presente',
  404: 'Recurso não encontrado',
  429: 'Too many connections.',
}

interface ErrorBody {
  readonly status: 'ERROR'
  readonly message: string
  readonly fields?: readonly string[]
}

/**
 * The JSON of an error. The real one is documented nowhere, so clients must not depend on its shape.
 * `fields` are paths into the request, never values.
 */
export function errorBody(status: number, fields?: readonly string[]): ErrorBody {
  const message = MESSAGES[status] ?? (status < 500 ? 'Requisição inválida' : 'Serviço indisponível')
  return fields === undefined ? { status: 'ERROR', message } : { status: 'ERROR', message, fields }
}
