import { ConfigurationError } from '@disparo/core/internal/account'

/** Where a program should listen, by the names of the variables that say so. */
export interface ListenSettings {
  readonly host: string
  readonly port: string
}

/** What a failed `listen` means for who set these variables; an error that is none of theirs comes back as it is. */
export function listenFault(error: unknown, { host, port }: ListenSettings): unknown {
  if (!(error instanceof Error)) return error
  const { code = '' } = error as NodeJS.ErrnoException
  const said = sayings[code]?.(host, port)
  return said === undefined ? error : new ConfigurationError(`${said} (${code})`, { cause: error })
}

type Saying = (host: string, port: string) => string

const noAddress: Saying = (host) =>
  `${host}: this machine has no such address; set one that it has, 127.0.0.1 or 0.0.0.0`
const unknownName: Saying = (host) => `${host}: the name is not known here; set an address of this machine`

const sayings: Readonly<Record<string, Saying>> = {
  EADDRINUSE: (_host, port) =>
    `${port}: another program listens on this port; stop that program, or set another ${port}`,
  EACCES: (_host, port) =>
    `${port}: this user may not listen on this port; set ${port} to one above 1023, or give the right to it`,
  EADDRNOTAVAIL: noAddress,
  EAFNOSUPPORT: noAddress,
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
  EINVAL: noAddress,
}
