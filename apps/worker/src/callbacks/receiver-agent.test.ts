import { createServer } from 'node:http'
import { type LoopbackServer, listenOnLoopback } from '@disparo/hi-platform/test-support'
import { type Agent, request } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address.js'
import { openReceiverAgent } from './receiver-agent.js'

let server: LoopbackServer
let port: number
let connections: number
let line: Agent | undefined

beforeEach(async () => {
  connections = 0
  const receiver = createServer((_, response) => void response.end('here'))
  receiver.on('connection', () => {
    connections += 1
  })
  server = await listenOnLoopback(receiver)
  port = server.port
})
afterEach(async () => {
  await line?.destroy()
  await server.close()
})

async function ask(host: string, allows: (address: string) => boolean): Promise<string> {
  line = openReceiverAgent({ allows, timeoutMs: 2_000, connections: 2 })
  const answer = await request(`http://${host}:${port}/`, { dispatcher: line })
  return answer.body.text()
}

describe('the line to a receiver', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0177.0.0.1',
    '0x7f000001',
    '0x7f.1',
    '127。0。0。1',
    '0.0.0.0',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    'localhost',
    'LOCALHOST',
  ])('does not lead to %s', async (host) => {
    await expect(ask(host, isPublicAddress)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' })
    expect(connections).toBe(0)
  })

  it.each(['127.0.0.1', '0x7f.1', 'localhost'])('leads to %s where that is allowed', async (host) => {
    expect(await ask(host, () => true)).toBe('here')
  })

  it('connects to no other than the addresses of a name that were checked', async () => {
    const asked: string[] = []
    const only4 = (address: string) => {
      asked.push(address)
      return address === '127.0.0.1'
    }
    expect(await ask('localhost', only4)).toBe('here')
    expect(asked).toContain('127.0.0.1')
  })

  it('says that a name does not resolve', async () => {
    await expect(ask(`${'a'.repeat(64)}.invalid`, isPublicAddress)).rejects.toMatchObject({
      syscall: 'getaddrinfo',
    })
  })
})
