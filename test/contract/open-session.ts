import { randomBytes } from 'node:crypto'
import type { Service, Session } from './service.js'

/** Begins a run: nothing is asked yet. */
export function openSession(service: Service): Session {
  const label = `contrato${randomBytes(4).toString('hex')}`
  return { service, label, startedAt: Math.floor(Date.now() / 1_000), taken: 0 }
}
