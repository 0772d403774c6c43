/** One thing that is wrong with a request, in Portuguese for its sender; `campo` counts contacts and parameters from 1. */
export interface XmlProblem {
  readonly campo: string
  readonly mensagem: string
}

/** A well-formed document that is no 50.01 or 50.02 request. No problem repeats a phone number or a parameter. */
export class XmlRequestError extends Error {
  readonly code = 'INVALID_XML_REQUEST'

  /** The first 50. */
  readonly problems: readonly XmlProblem[]

  constructor(problems: readonly XmlProblem[]) {
    super(problems.map(({ campo, mensagem }) => `${campo}: ${mensagem}`).join('; '))
    this.name = 'XmlRequestError'
    this.problems = problems
  }
}
