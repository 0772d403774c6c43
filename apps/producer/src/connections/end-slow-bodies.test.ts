import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { fastify } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { endSlowBodies } from './end-slow-bodies.js'

/** A door that reads no body before it is told to. */
async function open() {
  let read = () => {}
  const told = new Promise<void>((resolve) => {
    read = resolve
  })
  const app = fastify()
  endSlowBodies(app, { bytesPerSecond: 1_000_000, graceMs: 200 })
  app.addContentTypeParser('*', async (_request: unknown, body: unknown) => body)
  app.post('/', async ({ raw }) => {
    await told
    return (await text(raw)).length
  })
  onTestFinished(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const post = (body: string | Buffer) => {
    const posting = request(url, { method: 'POST', headers: { 'content-type': 'x/y' }, agent: false })
    posting.on('error', () => {}) // It may be ended.
    posting.write(body)
    return posting
  }
  return { post, read }
}

test('a body that drips is ended, and one that we do not read is not', async () => {
  const { post, read } = await open()
  const waiting = post(Buffer.alloc(100_000, 'x'))
  const answered = once(waiting, 'response')
  const dripping = post('')
  const [response] = await once(dripping, 'response')
  expect(response.statusCode).toBe(408)
  await once(dripping, 'close')
  const again = post('')
  await once(again, 'close')
  read()
  waiting.end('y')
  const [answer] = await answered
  expect(await text(answer)).toBe('100001')
})

test('a body that is fast enough is let arrive, however long that takes', async () => {
  const { post, read } = await open()
  read()
  const posting = post('')
  const answered = once(posting, 'response')
  // Eight times what is asked for: this process shares its processor with others.
  const piece = Buffer.alloc(400_000, 'x')
  for (let sent = 0; sent < 15; sent += 1) {
    await new Promise((later) => setTimeout(later, 50))
    posting.write(piece)
  }
  posting.end()
  const [answer] = await answered
  expect(await text(answer)).toBe('6000000')
})
