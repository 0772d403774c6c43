/** Those that ask for a change of the document are answered 200, as the original interface does; the rest is the door's. */
type XmlRefusalStatus = 200 | 400 | 401 | 403 | 404 | 413 | 415 | 429 | 500 | 503

/** The `id` of `<return>`, anything but 00. None is documented: these are ours, and the same for the same reason. */
export const refusalId = {
  access: '01',
  document: '02',
  transaction: '03',
  fields: '04',
  remetente: '05',
  codigo: '06',
  identificador: '07',
  permission: '08',
  limit: '09',
  size: '10',
  outage: '11',
  unreadable: '12',
  path: '13',
  internal: '99',
} as const

type RefusalReason = keyof typeof refusalId

interface XmlRefusalDetails {
  readonly headers?: Readonly<Record<string, string>>
}

/** Ends a request of the XML drop-in. The message is Portuguese, for its users to read. */
export class XmlRefusalError extends Error {
  readonly code = 'XML_REFUSED'
  readonly status: XmlRefusalStatus
  readonly reason: RefusalReason
  readonly details: XmlRefusalDetails

  constructor(
    status: XmlRefusalStatus,
    reason: RefusalReason,
    message: string,
    details: XmlRefusalDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'XmlRefusalError'
    this.status = status
    this.reason = reason
    this.details = details
  }
}

export function withoutPermission(): XmlRefusalError {
  return new XmlRefusalError(403, 'permission', 'Este usuário não tem permissão para esta operação')
}
