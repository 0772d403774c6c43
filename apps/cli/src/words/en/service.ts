/** What goes wrong between the command and the service. */
export const service = {
  url: 'The URL must begin with http:// or https://: correct DISPARO_URL or --url.',
  noUser: 'A user is missing: put its name into DISPARO_USER or --user, or a key into DISPARO_API_KEY.',
  passwordFile: (code: string) => `The file of --password-file cannot be read (${code}).`,
  noPassword:
    'A password is missing: put it into DISPARO_PASSWORD, or into a file (DISPARO_PASSWORD_FILE or --password-file).',
  titled: (title: string, status: number) => `${title} (${status}).`,
  answered: (url: string, status: number) => `${url} answered ${status}.`,
  unreachable: (url: string, code: string) => `No answer from ${url} (${code}).`,
  isItThere: 'Is the producer running there? Set DISPARO_URL or --url to where it is.',
  brokeOff: 'The connection broke off. Repeat the same command: what is enqueued already is not sent twice.',
  unknownError: 'unknown error',
  unreadable: (url: string, message: string) => `${url}: ${message}.`,
  credentials:
    'They are those of DISPARO_API_KEY, or of DISPARO_USER or --user and DISPARO_PASSWORD or --password-file.',
  account: (name: string) => `The account asked for is "${name}": set DISPARO_ACCOUNT or --account.`,
  row: (row: number) => `row ${row}`,
  line: (line: number) => `line ${line}`,
  message: 'message',
  more: (number: number) => `  … and ${number} more (--json prints all)`,
  notWritten: 'The command is not written as it should be.',
}
