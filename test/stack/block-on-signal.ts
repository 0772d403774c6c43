import { existsSync, writeSync } from 'node:fs'

/**
 * Loaded into a program by `node --import`: at SIGUSR2 its event loop stands still, as in a loop that never yields,
 * for as long as the file named in this module's own address (`?while=`) exists. It says so on stdout first.
 */
const file = new URL(import.meta.url).searchParams.get('while') ?? ''
const still = new Int32Array(new SharedArrayBuffer(4))
const LOOK_MS = 20

process.on('SIGUSR2', () => {
  writeSync(1, `${JSON.stringify({ event: 'test:blocked' })}\n`)
  while (existsSync(file)) Atomics.wait(still, 0, 0, LOOK_MS)
})
