import { ConfigError } from './config-error.js'

const noAddress = 'SANDBOX_HOST must be an address of this machine, such as 127.0.0.1 or 0.0.0.0'
const unknownName = 'SANDBOX_HOST has a name that is not known here; set an address of this machine'

const sayings: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'SANDBOX_PORT: another program listens on this port; stop that program, or set another SANDBOX_PORT',
  EACCES: 'SANDBOX_PORT: this user may not listen on this port; set one above 1023, or give the right to it',
  EADDRNOTAVAIL: noAddress,
  EAFNOSUPPORT: noAddress,
  EINVAL: noAddress,
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
}

/** What a failed `listen` means for who set the variables; an error that is none of theirs comes back as it is. */
export function listenFault(error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException
  const said = sayings[code]
  return said === undefined ? error : new ConfigError(`${said} (${code})`)
}
