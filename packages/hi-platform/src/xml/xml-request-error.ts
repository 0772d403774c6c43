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

  /** What was asked for, where it is one of ours. */
  readonly trans: '50.01' | '50.02' | undefined

  constructor(problems: readonly XmlProblem[], trans?: '50.01' | '50.02') {
    super(problems.map(({ campo, mensagem }) => `${campo}: ${mensagem}`).join('; '))
    this.name = 'XmlRequestError'
    this.problems = problems
    this.trans = trans
  }
}
