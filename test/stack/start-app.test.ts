import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AppProcess, startApp } from './start-app.js'

let folder: string
let running: AppProcess | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disparo-app-'))
})
afterEach(async () => {
  await running?.kill()
  running = undefined
  await rm(folder, { recursive: true })
})

async function start(program: string, env?: Record<string, string>): Promise<AppProcess> {
  const entry = join(folder, 'main.mjs')
  await writeFile(entry, program)
  running = await startApp({ name: 'example', entry, ...(env ? { env } : {}) })
  return running
}

const stay = 'setInterval(() => {}, 1000)'
const ready = `console.log('{"event":"worker:ready"}')`

describe('startApp', () => {
  it('waits for the line that says where the program listens', async () => {
    const app = await start(`
      console.log('plain text')
      console.log('{"event":"app:starting"}')
      console.log('{"level":30,"event":"app:listening","url":"http://127.0.0.1:1234"}')
      ${stay}`)
    expect(app.url).toBe('http://127.0.0.1:1234')
    expect(app.output()).toContain('app:starting')
  })

  it('takes a worker, which listens nowhere, as ready too', async () => {
    const app = await start(`${ready}\n${stay}`)
    expect(app.url).toBeUndefined()
  })

  it('gives the program nothing of our environment but PATH', async () => {
    const app = await start(`console.log(Object.keys(process.env).sort().join()); ${ready}; ${stay}`, {
      REDIS_URL: 'redis://127.0.0.1:1',
    })
    expect(app.output().split('\n')[0]).toBe('PATH,REDIS_URL')
  })

  it('rejects with what the program wrote when it does not start', async () => {
    const failing = start(`console.error('SANDBOX_PASSWORD must be set'); process.exitCode = 1`)
    await expect(failing).rejects.toMatchObject({
      code: 'APP_START',
      exit: { code: 1, signal: null },
      message: expect.stringMatching(/example did not start \(exit code 1\).*SANDBOX_PASSWORD must be set/s),
    })
  })

  it('lets the program end in its own way when it is asked to stop', async () => {
    const app = await start(`process.on('SIGTERM', () => process.exit(7)); ${ready}; ${stay}`)
    expect(await app.stop()).toEqual({ code: 7, signal: null })
  })

  it('kills a program that does not stop by the deadline', async () => {
    const app = await start(`process.on('SIGTERM', () => {}); ${ready}; ${stay}`)
    expect(await app.stop('SIGTERM', 50)).toEqual({ code: null, signal: 'SIGKILL' })
  })
})
