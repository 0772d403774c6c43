import type { Settled } from '@disparo/core/internal/ledger'
import type { Message } from '@disparo/core/internal/message'
import { moveProbeToFront } from '@disparo/core/internal/queue'
import type { Outcome } from '@disparo/hi-platform/rest'
import type { LaneDeps } from '../lanes/lane-deps.js'
import { logGate, logTemplate } from '../log.js'

/**
 * Tells what an attempt has done to the gate and to its template. Where it closed the gate, a message of another template is
 * called to try next, if need be: without one it would not show whose fault that is.
 */
export async function recordGateChange(
  deps: LaneDeps,
  settled: Pick<Settled, 'gate' | 'template'>,
  { message, outcome }: { readonly message: Message; readonly outcome: Outcome | undefined },
): Promise<void> {
  const { log, metrics } = deps
  logGate(log, settled.gate, outcome)
  metrics?.gate(settled.gate, outcome)
  logTemplate(log, settled, message, outcome)
  if (settled.gate.kind !== 'closed') return
  // Where that fails, whoever waits first tries: it only takes longer.
  await moveProbeToFront(deps, Math.random()).catch(() => {})
}
