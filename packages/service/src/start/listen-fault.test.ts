import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { ConfigurationError } from '@disparo/core/internal/account'
import { expect, onTestFinished, test } from 'vitest'
import { listenFault } from './listen-fault.js'

const names = { host: 'HOST', port: 'PORT' }

async function failure(host: string, port: number): Promise<unknown> {
  const server = createServer()
  onTestFinished(() => void server.close())
  const failed = once(server, 'error')
  server.listen(port, host)
  const [error] = await failed
  return listenFault(error, names)
}

test('each way in which a program cannot listen names its variable', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const cases = [
    ['127.0.0.1', port, /^PORT: another program .*set another PORT \(EADDRINUSE\)$/],
    ['192.0.2.1', 0, /^HOST: this machine has no such address; .*\(EADDRNOTAVAIL\)$/],
    ['nowhere.invalid', 0, /^HOST: the name is not known here; .*\((?:ENOTFOUND|EAI_AGAIN)\)$/],
  ] as const
  for (const [host, used, message] of cases) {
    const fault = await failure(host, used)
    expect(fault).toBeInstanceOf(ConfigurationError)
    expect((fault as Error).message).toMatch(message)
  }
})

test('a port that is not permitted names its variable, too', () => {
  const refused = Object.assign(new Error('listen EACCES'), { code: 'EACCES' })
  expect(listenFault(refused, names)).toMatchObject({
    message: expect.stringMatching(/^PORT: this user may not/),
  })
})

test('a fault of our own stays what it is, with its stack', () => {
  const bug = new TypeError('x is not a function')
  expect(listenFault(bug, names)).toBe(bug)
})
