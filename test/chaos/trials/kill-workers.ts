import { setTimeout as delay } from 'node:timers/promises'
import type { TenantStack } from './tenant-stack.js'

const KILL_EVERY_MS = 2_000

/** One after the other, each succeeded by a new one, once at least. Answers how many. */
export async function killWorkers(
  { workers, startWorker }: Pick<TenantStack, 'workers' | 'startWorker'>,
  seconds: number,
  say: (line: string) => void,
): Promise<number> {
  const most = Math.max(1, Math.floor((seconds * 1_000) / KILL_EVERY_MS))
  for (let n = 0; n < most; n++) {
    await delay(KILL_EVERY_MS)
    // The oldest that lives: those before it were killed, and each has a successor at the end.
    await workers[workers.length - 2]?.kill()
    await startWorker()
  }
  say(`${most} workers were killed`)
  return most
}
