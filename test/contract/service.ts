import type { Differences } from './differences.js'

/** A service that speaks Hi Platform's interfaces: Hi Platform itself, our drop-in, or the sandbox. */
export interface Service {
  /** What to call it. */
  readonly name: string
  readonly rest?: RestAddress | undefined
  readonly xml?: XmlAddress | undefined
  /** What may be sent, and to whom (with country code); nobody: nothing is sent. */
  readonly template: Template
  readonly recipients: readonly string[]
  /** How long it may take until what was sent is in the report. */
  readonly patienceMs: number
  /** Between two looks at it; every look costs quota. */
  readonly lookMs: number
  /**
   * A time in which nothing of the report changes, epoch seconds. Default: of a stand-in, from the run's beginning on; else
   * the 30 days that were over an hour ago.
   */
  readonly steadyTime?: { readonly startDate: string; readonly endDate: string } | undefined
  readonly differences: Differences
}

interface Template {
  readonly namespace: string
  readonly elementName: string
}

export interface RestAddress {
  /** Without path, e.g. `https://app.hiplatform.com`. */
  readonly baseUrl: string
  readonly username: string
  readonly password: string
  readonly configId: string
}

export interface XmlAddress {
  /** Of integracao.php. */
  readonly url: string
  readonly user: string
  readonly password: string
  readonly client?: string | undefined
  readonly remetente: string
}

/** One run of the clauses against a service. */
export interface Session {
  readonly service: Service
  /** The `externalLabel` of what this run sends: nothing else has it. */
  readonly label: string
  /** Epoch seconds, before anything was sent. */
  readonly startedAt: number
  /** Messages that the service has taken from this run so far. */
  taken: number
}
