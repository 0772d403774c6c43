/** One contact of a dispatch: seed 000, "contact". */
export interface XmlContact {
  /** DDD + number, 10 or 11 digits. */
  readonly phone: string
  /** The body's variables, in order. */
  readonly parameters: readonly string[]
}

/** What one 50.01 request says: one template for many contacts (seed 000, "Enviar Mensagem"). */
export interface XmlDispatch {
  /** The sender's code at Hi Platform. */
  readonly remetente: string
  /** Up to 13 letters and digits; made up by the receiver where it is missing. */
  readonly identificador?: string
  readonly namespace: string
  readonly elementName: string
  readonly contacts: readonly XmlContact[]
}
