/**
 * Where services may differ, because nothing that is published says how it must be. All else is the same for all of them.
 * A list has every way that will do.
 */
export interface Differences {
  /** Whether nobody but this run uses it and nobody gets what it sends; its undocumented ways are known, too. */
  readonly isStandIn: boolean
  /** HTTP statuses for a `config_id` that is not there: seed 001 has none for it. */
  readonly unknownConfigId: readonly number[]
  /** Whether JSON may have comments, as three of seed 001's examples do. */
  readonly readsComments: boolean
  /** HTTP statuses of an XML request with a wrong user or password: an error in the envelope says it in any case. */
  readonly xmlDenied: readonly number[]
  /** How a document that is the body itself says who asks; `undefined`: not known, and not tried. */
  readonly bareDocument: 'query' | 'basic' | undefined
  /** Whether the fields of the form may be written in any case. */
  readonly fieldsInAnyCase: boolean
  /** What a 50.01 request gets whose `identificador` and document came before. */
  readonly repeatedDispatch: 'same-code' | 'new-code' | undefined
  /** A date of the report that has not come yet. */
  readonly notYet: 'zero' | 'absent' | 'either'
  /** Whether errors that come before the document is read (429, 413) are in XML, too. */
  readonly xmlEverywhere: boolean
}

export const sandboxDifferences: Differences = {
  isStandIn: true,
  unknownConfigId: [404],
  // Strict, so that a comment of ours that went out would be found.
  readsComments: false,
  // "HTTP 200 proves nothing": so the original is known to answer.
  xmlDenied: [200],
  bareDocument: 'query',
  fieldsInAnyCase: false,
  repeatedDispatch: 'new-code',
  notYet: 'absent',
  xmlEverywhere: false,
}

export const dropInDifferences: Differences = {
  isStandIn: true,
  // One of the seed's required parameters, as is any field of the body.
  unknownConfigId: [400],
  readsComments: true,
  xmlDenied: [401],
  bareDocument: 'basic',
  fieldsInAnyCase: true,
  repeatedDispatch: 'same-code',
  notYet: 'zero',
  xmlEverywhere: true,
}

/** What is not known of Hi Platform may be either way. */
export const unknownDifferences: Differences = {
  isStandIn: false,
  unknownConfigId: [400, 404],
  readsComments: false,
  xmlDenied: [200, 401, 403],
  bareDocument: undefined,
  fieldsInAnyCase: false,
  repeatedDispatch: undefined,
  notYet: 'either',
  xmlEverywhere: false,
}
