import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const run = promisify(execFile)
const main = join(repositoryRoot, 'test/dist/chaos/main.js')

/** As a program tells it, be its exit code 0 or 1: figures may have bounds that a busy machine does not keep. */
async function resultOf(args: readonly string[]) {
  const { stdout, stderr } = await run(process.execPath, [main, '--json', ...args]).catch(
    (error: Error & { stdout: string; stderr: string }) => error,
  )
  expect(stdout, stderr).not.toBe('')
  return JSON.parse(stdout)
}

describe('chaos', () => {
  it('at every step of its way a message survives the death of its worker, once', async () => {
    const none = { lost: 0, duplicates: 0, unresolved: 0 }
    const result = await resultOf(['--runs', '1', '--seed', '1', '--without-plain', '--at-a-time', '6'])
    expect(result).toMatchObject({ runs: 1, messages: 222, ...none })
    expect(Object.keys(result.byStep).length).toBe(20)
    for (const counts of Object.values(result.byStep)) expect(counts).toMatchObject(none)
    expect(result.resend).toMatchObject({ 'urgent-resend': { messages: 12, lost: 0, unresolved: 0 } })
  })

  // Of an outage: outage.chaos.test.ts.
  it.each([
    ['a Hi Platform that reads late what was given up', 'stalled', { messages: 300, seconds: 6 }],
    ['a full disk of Redis', 'full-disk', { messages: 200, seconds: 2 }],
  ] as const)('in %s nothing is lost or sent twice', async (_, trial, { messages, seconds }) => {
    const sizes = ['--messages', `${messages}`, '--seconds', `${seconds}`]
    const { byStep, figures, ...result } = await resultOf(['--only', trial, ...sizes])
    expect(result).toMatchObject({ lost: 0, duplicates: 0, unresolved: 0 })
    expect(Object.keys(byStep)).toEqual([trial])
    expect(byStep[trial].messages).toBeGreaterThanOrEqual(messages)
    expect(figures.length).toBeGreaterThan(0)
  })

  it.each([
    ['--step', 'lunch'],
    ['--only', 'lunch'],
    ['--seconds', 'none'],
  ])('refuses %s %s, by exit code 2', async (option, value) => {
    await expect(run(process.execPath, [main, option, value])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(option),
    })
  })
})
