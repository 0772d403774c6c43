import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
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

test.each([
  [
    'a port that is taken',
    (port: string) => ({ SANDBOX_PORT: port }),
    /SANDBOX_PORT: another program .*EADDRINUSE/,
  ],
  ['an address of another machine', () => ({ SANDBOX_HOST: '192.0.2.1' }), /SANDBOX_HOST must be an address/],
  ['a name that is not known', () => ({ SANDBOX_HOST: 'nowhere.invalid' }), /SANDBOX_HOST has a name/],
  [
    'no user and a slip',
    () => ({ SANDBOX_USERNAME: '', SANDBOX_USERNAMES: 'u' }),
    /did you mean SANDBOX_USERNAME/,
  ],
])('%s stops it with 1 and one line', async (_, settings, line) => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const right = { PATH: process.env.PATH, SANDBOX_PORT: '0', SANDBOX_USERNAME: 'u', SANDBOX_PASSWORD: 'p' }
  const child = spawn(process.execPath, [entry], { env: { ...right, ...settings(String(port)) } })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect(code).toBe(1)
  expect(said).toMatch(line)
  expect(said).toMatch(/^disparo sandbox: .*\n$/)
})
