import { BlockList, isIPv6 } from 'node:net'
import { ConfigurationError, type Env } from '@disparo/core/internal/account'
import type { Redis } from '@disparo/core/internal/redis'
import { readUntrustedProxy } from '@disparo/service/proxies'
import { ProducerSettings, readSettings } from '@disparo/service/settings'
import { type DoctorWords, type Finding, warn } from './finding.js'

/** Whether a producer was asked through a proxy, lately, that nobody has named. */
export async function checkProxies(
  redis: Redis,
  env: Env,
  { checks, proxies }: DoctorWords,
): Promise<Finding[]> {
  const address = await readUntrustedProxy(redis).catch(() => null)
  if (address === null || isNamed(address, trustedIn(env))) return []
  return [warn(checks.proxies, proxies.untrusted(address), proxies.name)]
}

/** What is wrong with the variable is told elsewhere. */
function trustedIn(env: Env): readonly string[] {
  try {
    return readSettings(ProducerSettings.pick({ TRUSTED_PROXIES: true }), env).TRUSTED_PROXIES
  } catch (error) {
    if (error instanceof ConfigurationError) return []
    throw error
  }
}

function isNamed(address: string, trusted: readonly string[]): boolean {
  const list = new BlockList()
  for (const entry of trusted) {
    const [network = '', bits] = entry.split('/')
    if (bits === undefined) list.addAddress(network, familyOf(network))
    else list.addSubnet(network, Number(bits), familyOf(network))
  }
  // An IPv4 address is told as IPv6 by a socket that takes both.
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '')
  return list.check(plain, familyOf(plain))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}
