/** Hi Broker's list of templates could not be read. `reason` is short and bounded: `http-401`, `timeout`, `unreadable` and the like. */
export class TemplateListError extends Error {
  readonly code = 'TEMPLATE_LIST'
  readonly reason: string

  constructor(reason: string, detail?: string, cause?: unknown) {
    super(`Hi Broker's list of templates cannot be read (${reason}): ${detail ?? adviceFor(reason)}`, {
      cause,
    })
    this.name = 'TemplateListError'
    this.reason = reason
  }
}

function adviceFor(reason: string): string {
  if (reason === 'http-401' || reason === 'http-403')
    return "compare the account's user and password, or templates.broker.token, with those of Hi Broker"
  if (reason === 'http-404') return 'compare templates.broker.wabaId and baseUrl with those of Hi Broker'
  if (reason === 'unreadable') return 'its answer is no list in JSON; compare templates.broker.baseUrl'
  return 'it is tried again'
}
