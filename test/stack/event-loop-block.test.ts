import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { createEventLoopBlock } from './event-loop-block.js'
import { collectLines, countOf } from './log-lines.js'
import { startApp } from './start-app.js'

const STILL_MS = 100
const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (let next = cleanUps.pop(); next; next = cleanUps.pop()) await next()
})

it('the event loop of a program stands still until it is released', async () => {
  const eventLoop = await createEventLoopBlock()
  cleanUps.push(eventLoop.remove)
  const folder = await mkdtemp(join(tmpdir(), 'disparo-app-'))
  cleanUps.push(() => rm(folder, { recursive: true }))
  const entry = join(folder, 'main.mjs')
  const ticking = `console.log('{"event":"worker:ready"}')
    setInterval(() => console.log(JSON.stringify({ event: 'tick', at: performance.now() })), 5)`
  await writeFile(entry, ticking)
  const app = await startApp({ name: 'example', entry, env: eventLoop.env })
  cleanUps.push(app.kill)

  const lines = collectLines([app])
  await expect.poll(() => countOf(lines, 'tick')).toBeGreaterThan(0)
  eventLoop.block(app.pid)
  await expect.poll(() => countOf(lines, 'test:blocked')).toBe(1)
  await setTimeout(STILL_MS)
  eventLoop.release()
  await expect.poll(() => lines.at(-1)).toMatchObject({ event: 'tick' })
  const blocked = lines.findIndex(({ event }) => event === 'test:blocked')
  const [before, after] = [lines[blocked - 1]?.at, lines[blocked + 1]?.at]
  expect(Number(after) - Number(before)).toBeGreaterThanOrEqual(STILL_MS)
})
