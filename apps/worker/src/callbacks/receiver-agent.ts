import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'

/** The callback's host is, or resolves to, an address that is not public, and the account does not allow that. */
class AddressRefusedError extends Error {
  readonly code = 'ADDRESS_REFUSED'

  constructor() {
    super("The callback's host has no public address: correct its url, or set allowPrivateAddresses")
    this.name = 'AddressRefusedError'
  }
}

interface ReceiverAgentOptions {
  /** Which IP addresses may be connected to. */
  readonly allows: (address: string) => boolean
  readonly timeoutMs: number
  /** Connections at a time, at most. */
  readonly connections: number
}

/** A connection is kept for the next callback so long, unless the receiver says otherwise. */
const keepAliveMs = 30_000

/**
 * The connections to a callback's receiver. Every one that is made is checked where it is made, so that neither a name
 * that resolves differently the second time nor a number in disguise (`http://0x7f.1`) leads into the private network.
 */
export function openReceiverAgent({ allows, timeoutMs, connections }: ReceiverAgentOptions): Agent {
  const connect = buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized: true,
    autoSelectFamilyAttemptTimeout: 1_000,
    lookup: lookupAllowed(allows),
  })
  return new Agent({
    connections,
    keepAliveTimeout: keepAliveMs,
    connect: (target, callback) => {
      const host = target.hostname.replace(/^\[|\]$/g, '')
      // A literal address is connected to without any lookup.
      if (isIP(host) > 0 && !allows(host)) return callback(new AddressRefusedError(), null)
      connect(target, callback)
    },
  })
}

/** Like `dns.lookup`, but knows only addresses that are allowed: whatever is connected to has been checked. */
function lookupAllowed(allows: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const allowed = addresses.filter(({ address }) => allows(address))
      const [first] = allowed
      if (!first) return callback(new AddressRefusedError(), [])
      if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}
