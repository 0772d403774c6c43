import ipaddr from 'ipaddr.js'

/** What IANA has given out for global use so far; everything else of IPv6 is special or not assigned. */
const globalV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/**
 * Whether an IP address is one of the public internet: not private, loopback, link-local, unique-local, shared (CGNAT),
 * multicast, reserved, nor one that wraps another address (RFC 6890 and its registries, as ipaddr.js has them). An IPv4
 * address mapped into IPv6 counts as the IPv4 address it is. What is no IP address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(globalV6)
}
