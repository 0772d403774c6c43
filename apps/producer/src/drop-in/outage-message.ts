import type { RedisUnavailableError } from '@disparo/core'

/** What people who use Hi Platform's own interfaces read while Redis takes nothing. */
export function outageMessage({ reason }: RedisUnavailableError): string {
  return reason === 'OOM' ? 'Serviço sem memória (Redis: OOM)' : 'Serviço indisponível'
}
