import { BlockList, isIP } from 'node:net'
import type { RedisAddress } from '@disparo/core/internal/redis'
import { type DoctorWords, type Finding, ok, warn } from './finding.js'

/** How a password gets to Hi Platform: nothing to say of TLS, or of a stand-in near by that tests are made with. */
export function judgeBaseUrl(baseUrl: string, { checks, line }: DoctorWords): Finding[] {
  const { protocol, hostname } = new URL(baseUrl)
  if (protocol !== 'http:' || isNear(hostname.replace(/^\[|\]$/g, ''))) return []
  return [warn(checks.baseUrl, line.plainHttp, line.useHttps)]
}

/** Who could read or take what goes to Redis. What is not on this machine is in a network, be it a private one. */
export function judgeRedisConnection(address: RedisAddress, { checks, line }: DoctorWords): Finding {
  const check = checks.redisLine
  if (hostsOf(address).every(isLoopback)) return ok(check, line.here)
  const missing = [...(address.tls ? [] : [line.tls]), ...(address.password ? [] : [line.password])]
  if (missing.length === 0) return ok(check, line.guarded)
  return warn(check, line.without(missing.join(line.and)), line.useTls)
}

function hostsOf(address: RedisAddress): string[] {
  if (address.kind === 'single') return [address.host]
  return (address.kind === 'sentinel' ? address.sentinels : address.nodes).map(({ host }) => host)
}

const loopback = blockList(['127.0.0.0', 8, 'ipv4'], ['::1', 128, 'ipv6'])
/** RFC 1918, RFC 4193 and link-local. */
const nearby = blockList(
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
)
/** Names that no public DNS has (RFC 2606, RFC 6762, and ICANN's reservation of `internal`). */
const nearName = /^[^.]+$|\.(?:test|local|internal|localhost)$/i

function isLoopback(host: string): boolean {
  return isIP(host) > 0 ? isIn(loopback, host) : /^(?:.+\.)?localhost$/i.test(host)
}

function isNear(host: string): boolean {
  return isLoopback(host) || (isIP(host) > 0 ? isIn(nearby, host) : nearName.test(host))
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function blockList(...networks: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix, family] of networks) list.addSubnet(network, prefix, family)
  return list
}
