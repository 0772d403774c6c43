import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { request } from 'undici'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const run = promisify(execFile)
const main = join(repositoryRoot, 'test/dist/demo/main.js')

describe.concurrent('the demo', () => {
  it('sends the whole campaign once and within the limit, and keeps everything running until Ctrl-C', async (test) => {
    const demo = spawn(process.execPath, [main, '--json', '--keep'], { stdio: ['ignore', 'pipe', 'pipe'] })
    test.onTestFinished(() => void demo.kill('SIGKILL'))
    const told = text(demo.stderr)
    const exited = once(demo, 'exit')
    const [line] = await once(createInterface(demo.stdout), 'line')
    expect(JSON.parse(line)).toEqual({
      messages: 1220,
      accepted: 1220,
      rejected: 0,
      failed: 0,
      duplicates: 0,
      upstream429: 0,
      maxInWindow: expect.toSatisfy((most: number) => most > 0 && most <= 500),
      limit: 500,
      sent: 1220,
      received: expect.toSatisfy((count: number) => count > 1000),
      read: expect.toSatisfy((count: number) => count > 500),
      statusMismatches: 0,
      reportRequests: expect.toSatisfy((count: number) => count > 0),
      report429: 0,
      urgentP99Ms: expect.toSatisfy((ms: number) => ms >= 0),
      seconds: expect.any(Number),
    })

    demo.kill('SIGINT')
    expect(await exited).toEqual([0, null])
    const producer = /producer {2}(\S+)/.exec(await told)?.[1]
    expect(producer).toMatch(/^http:/)
    await expect(request(`${producer}/healthz`)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it.each(['rest', 'xml'])(
    'sends a part of it by %s, and that interface tells the truth of every message',
    async (via) => {
      const { stdout } = await run(process.execPath, [main, '--json', '--via', via, '--rows', '300'])
      expect(JSON.parse(stdout)).toMatchObject({
        messages: 320,
        accepted: 320,
        rejected: 0,
        failed: 0,
        duplicates: 0,
        upstream429: 0,
        sent: 320,
        received: expect.toSatisfy((count: number) => count > 250),
        read: expect.toSatisfy((count: number) => count > 125),
        statusMismatches: 0,
        report429: 0,
      })
    },
  )

  it('explains itself', async () => {
    const { stdout } = await run(process.execPath, [main, '--help'])
    expect(stdout).toMatch(/--via.*--keep.*--json/s)
  })

  it('refuses an option it does not know, by exit code 2', async () => {
    await expect(run(process.execPath, [main, '--jsno'])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--jsno'),
    })
  })
})
