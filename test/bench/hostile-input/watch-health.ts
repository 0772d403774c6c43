import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

interface HealthWatch {
  /** The slowest answer of `/healthz` since the last call, ms. */
  slowest(): Promise<number>
  end(): Promise<unknown>
}

export function watchHealth(url: string): HealthWatch {
  const worker = new Worker(new URL('../processes/health-watch.js', import.meta.url), { workerData: { url } })
  return {
    slowest: async () => {
      worker.postMessage('how slow')
      const [ms] = (await once(worker, 'message')) as [number]
      return ms
    },
    end: () => worker.terminate(),
  }
}
