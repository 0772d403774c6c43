import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const run = promisify(execFile)
const main = join(repositoryRoot, 'test/dist/demo/main.js')

/** What the demo found, be its exit code 0 or 1. */
async function resultOf(...args: string[]) {
  const { stdout, stderr } = await run(process.execPath, [main, '--json', ...args]).catch(
    (error: Error & { stdout: string; stderr: string }) => error,
  )
  expect(stdout, stderr).not.toBe('')
  return JSON.parse(stdout)
}

describe.concurrent('the demo', () => {
  it('sends the whole campaign once and within the limit', async () => {
    expect(await resultOf()).toEqual({
      messages: 1223,
      accepted: 1220,
      suppressed: 3,
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
  })

  it("sends a part of it by Hi Platform's XML interface, which tells the truth of every message", async () => {
    expect(await resultOf('--via', 'xml', '--rows', '300')).toMatchObject({
      messages: 320,
      accepted: 317,
      suppressed: 3,
      rejected: 0,
      failed: 0,
      duplicates: 0,
      upstream429: 0,
      sent: 317,
      received: expect.toSatisfy((count: number) => count > 250),
      read: expect.toSatisfy((count: number) => count > 125),
      statusMismatches: 0,
      report429: 0,
    })
  })
})
