import { request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Asks for `/healthz` every few milliseconds, on a thread of its own so that whoever sends hostile bodies does not slow it
 * down, and tells at each message how long (ms) the slowest answer since the last one took.
 */
const { url } = workerData as { readonly url: string }
const everyMs = 10
let slowest = 0
let askedAt = 0

function ask(): void {
  askedAt = performance.now()
  const asking = request(`${url}/healthz`, (answer) => {
    answer.resume()
    answer.on('end', next)
  })
  asking.on('error', next)
  asking.end()
}

function next(): void {
  slowest = Math.max(slowest, performance.now() - askedAt)
  askedAt = 0
  setTimeout(ask, everyMs)
}

parentPort?.on('message', () => {
  // Also what is not answered yet.
  parentPort?.postMessage(Math.max(slowest, askedAt === 0 ? 0 : performance.now() - askedAt))
  slowest = 0
})

ask()
