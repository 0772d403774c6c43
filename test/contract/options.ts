import { parseArgs } from 'node:util'

export const HELP = `Usage: npm run contract -- [options]

Holds a service against what is documented of Hi Platform's interfaces (REST: message/template and reports/hsm; XML:
50.01 and 50.02), by the very clauses that Disparo's drop-in and sandbox are tested by. It reads only, unless told
otherwise; what it will do is printed first. About 40 requests, 30 of them for the report (Hi Platform allows 60 in 10
minutes); the wrong logins are by a user who is not there.

Options:
  --plan   print what it would do, and ask nothing
  --help   print this

Variables, for REST:
  CONTRACT_BASE_URL       without path, e.g. https://app.hiplatform.com
  CONTRACT_USERNAME, CONTRACT_PASSWORD
  CONTRACT_START_DATE, CONTRACT_END_DATE
                          epoch seconds: what is asked of the report (default: 30 days, until an hour ago)
For XML:
  CONTRACT_XML_URL        e.g. https://app.akna.com.br/emkt/int/integracao.php
  CONTRACT_XML_USER, CONTRACT_XML_PASSWORD
                          default: those of REST; the password itself, not its MD5
  CONTRACT_XML_CLIENT     the form field Client, where it is needed
To send one message by each interface, too:
  CONTRACT_SEND=1
  CONTRACT_RECIPIENT      with its 55; who has agreed to get them
  CONTRACT_NAMESPACE, CONTRACT_ELEMENT_NAME
                          a template without variables
  CONTRACT_CONFIG_ID, CONTRACT_REMETENTE
                          the account (CONTRACT_REMETENTE: if it is another one by XML)

The exit code is 0 when every clause holds that was looked at, 1 when one does not, 2 for a wrong option or variable.
`

interface ContractOptions {
  readonly plan: boolean
  readonly help: boolean
}

/** @throws TypeError (code `ERR_PARSE_ARGS_…`) for an option that is not known */
export function parseOptions(args: readonly string[]): ContractOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      plan: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  return values
}
