import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const entry = fileURLToPath(new URL('../dist/linked/main.js', import.meta.url))

test('it tells where it listens and that it has ended, every line with the app', async () => {
  const env = { PATH: process.env.PATH, SANDBOX_PORT: '0', SANDBOX_USERNAME: 'u', SANDBOX_PASSWORD: 'p' }
  const child = spawn(process.execPath, [entry], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: Record<string, unknown>[] = []
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line)))
  await once(reader, 'line')
  expect((await fetch(`${lines[0]?.url}/healthz`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await once(child, 'close')).toEqual([0, null])
  expect(lines).toMatchObject([
    { event: 'app:listening', app: 'sandbox', pid: child.pid },
    { event: 'app:closed', app: 'sandbox', signal: 'SIGTERM' },
  ])
})
