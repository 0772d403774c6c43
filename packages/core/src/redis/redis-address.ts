import { InvalidRedisUrlError } from './invalid-redis-url-error.js'

interface HostPort {
  readonly host: string
  readonly port: number
}

interface Access {
  readonly tls: boolean
  readonly username?: string
  readonly password?: string
}

/** How Sentinels are logged in to, which need not be as Redis is. */
interface SentinelAccess {
  readonly sentinelUsername?: string
  readonly sentinelPassword?: string
}

interface SingleAddress extends HostPort, Access {
  readonly kind: 'single'
  readonly db: number
}

interface SentinelAddress extends Access, SentinelAccess {
  readonly kind: 'sentinel'
  readonly sentinels: readonly HostPort[]
  /** The name under which the Sentinels watch it. */
  readonly master: string
  readonly db: number
}

interface ClusterAddress extends Access {
  readonly kind: 'cluster'
  /** Some of its nodes: any one of them tells of the others. */
  readonly nodes: readonly HostPort[]
}

export type RedisAddress = SingleAddress | SentinelAddress | ClusterAddress

/** `rediss` is TLS. What stands before the last `@` is the login; hosts, path and query follow. */
const shape = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^/?#]*)@)?([^@/?#]*)(\/[^?#@]*)?(\?[^#]*)?$/i

const ports = { single: 6_379, sentinel: 26_379, cluster: 6_379 } as const

/**
 * Reads an address of one of these forms; with `rediss` in place of `redis` it is TLS. User, password and options are
 * percent-encoded, ports need not be said.
 * - `redis://user:password@host:6379/db` (the IANA's provisional scheme `redis`)
 * - `redis+sentinel://user:password@host:26379,host:26379/master/db?sentinelUsername=…&sentinelPassword=…`
 * - `redis+cluster://user:password@host:6379,host:6379`
 * @throws InvalidRedisUrlError
 */
export function parseRedisAddress(url: string): RedisAddress {
  const found = shape.exec(url)
  if (!found) throw new InvalidRedisUrlError(problems.form)
  const [, scheme = '', form = 'single', login = '', hosts = '', path = '', query = ''] = found
  const kind = form.toLowerCase() as RedisAddress['kind']
  const access = { tls: scheme.toLowerCase() === 'rediss', ...loginOf(login) }
  const [first, ...others] = hosts.split(',').map((host) => hostPort(host, ports[kind]))
  const [name = '', ...rest] = path.slice(1).split('/').map(decoded)
  if (!first) throw new InvalidRedisUrlError(problems.host)
  if (kind === 'sentinel') {
    if (name === '') throw new InvalidRedisUrlError(problems.master)
    const master = { master: name, db: database(rest), ...sentinelLogin(query) }
    return { kind, sentinels: [first, ...others], ...master, ...access }
  }
  if (query.length > 1) throw new InvalidRedisUrlError(problems.options)
  const db = database([name, ...rest])
  if (kind === 'cluster') {
    if (db > 0) throw new InvalidRedisUrlError(problems.clusterDatabase)
    return { kind, nodes: [first, ...others], ...access }
  }
  if (others.length > 0) throw new InvalidRedisUrlError(problems.hosts)
  return { kind, ...first, db, ...access }
}

const problems = {
  form: 'must be like redis://user:password@host:6379/0, redis+sentinel://host:26379,host:26379/master or redis+cluster://host:6379,host:6379, or begin with rediss for TLS; percent-encode what is special in user and password',
  host: 'has a host or port that is none: hosts are host:port, with commas between them',
  hosts: 'has several hosts: it must begin with redis+sentinel:// or redis+cluster://',
  master: 'has no name of the master after the hosts, as in host:26379/master',
  database: 'has a database that is no number',
  clusterDatabase: 'has a database, but a Cluster has none to choose from: leave it out',
  options: 'has options that are not known: there are sentinelUsername and sentinelPassword, for Sentinels',
  encoding: 'has a % that begins no percent-encoded character',
} as const

function loginOf(login: string): Pick<Access, 'username' | 'password'> {
  const colon = login.indexOf(':')
  const [username, password] = colon < 0 ? [login, ''] : [login.slice(0, colon), login.slice(colon + 1)]
  return {
    ...(username === '' ? {} : { username: decoded(username) }),
    ...(password === '' ? {} : { password: decoded(password) }),
  }
}

function sentinelLogin(query: string): SentinelAccess {
  const { sentinelUsername, sentinelPassword, ...unknown } = Object.fromEntries(new URLSearchParams(query))
  if (Object.keys(unknown).length > 0) throw new InvalidRedisUrlError(problems.options)
  return {
    ...(sentinelUsername ? { sentinelUsername } : {}),
    ...(sentinelPassword ? { sentinelPassword } : {}),
  }
}

function hostPort(text: string, otherwise: number): HostPort {
  if (text === '' || !URL.canParse(`redis://${text}`)) throw new InvalidRedisUrlError(problems.host)
  const { hostname, port } = new URL(`redis://${text}`)
  if (hostname === '' || port === '0') throw new InvalidRedisUrlError(problems.host)
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? otherwise : Number(port) }
}

function database([db = '', ...rest]: readonly string[]): number {
  if (rest.length > 0 || !/^\d{0,5}$/.test(db)) throw new InvalidRedisUrlError(problems.database)
  return Number(db)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new InvalidRedisUrlError(problems.encoding)
  }
}
