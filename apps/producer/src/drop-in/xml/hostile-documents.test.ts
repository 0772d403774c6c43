import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { basic } from '../../test-support/test-user.js'
import { codeOf, formHeaders, login, openXmlDropIn, remetente, user } from './xml-drop-in.test.support.js'

const limitBytes = 2 * 1024 * 1024
const door = await openXmlDropIn({ limitBytes })
afterAll(() => door.close())

const authorization = basic(user.name, user.password)
const inside = (content: string, prolog = '') =>
  `${prolog}<main><emkt trans="50.01"><remetente>${remetente}</remetente><namespace>ns</namespace>` +
  `<element_name>a</element_name><contact><phone>11987554321</phone>${content}</contact></emkt></main>`
const parameter = (value: string) =>
  `<component type="body"><parameter type="text">${value}</parameter></component>`

const bombs = Array.from({ length: 10 }, (_, n) => `<!ENTITY b${n + 1} "${`&b${n};`.repeat(10)}">`).join('')

describe('what a document could do to the parser is refused', () => {
  test.each([
    [
      'an external entity',
      inside(parameter('&x;'), '<!DOCTYPE main [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ],
    ['an external DTD', inside('', '<!DOCTYPE main SYSTEM "http://127.0.0.1:1/x.dtd">')],
    ['billion laughs', inside(parameter('&b10;'), `<!DOCTYPE main [<!ENTITY b0 "ha">${bombs}]>`)],
    ['a deep document', inside(`${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`)],
    ['a document deeper than any, never closed', inside('<a>'.repeat(100_000))],
    ['too many elements', inside('<a/>'.repeat(310_000))],
    ['an attribute that never ends', inside(`<a b="${'x'.repeat(500_000)}"/>`)],
    ['a null byte', inside(parameter('a\u0000b'))],
  ])('%s', async (_title, document) => {
    const reply = await door.post(document, { authorization, 'content-type': 'text/xml' })
    expect(reply).toMatchObject({ status: 200, answer: { kind: 'error', id: '02' } })
    expect(reply.text).not.toMatch(/root:|haha/)
    const taken = await door.ask(inside(parameter('em seguida')))
    expect(codeOf(taken)).toMatch(/^[0-9a-f-]{36}$/)
  })
})

/** Begins 50 MB of an otherwise good request, and goes on until it is answered; answers how much was sent, too. */
async function pour(headers: Record<string, string>, begin: string) {
  const posting = request(door.url, { method: 'POST', headers, agent: false })
  posting.on('error', () => {}) // What is on its way when the answer comes may be cut off.
  const answered = once(posting, 'response') as Promise<[IncomingMessage]>
  let sent = posting.write(begin) ? begin.length : 0
  let response: IncomingMessage | undefined
  answered.then(([message]) => (response = message)).catch(() => {})
  const piece = 'x'.repeat(64 * 1024)
  while (!response && sent < 50 * 1024 * 1024) {
    sent += piece.length
    if (!posting.write(piece)) await Promise.race([once(posting, 'drain'), answered])
    else await new Promise(setImmediate)
  }
  const [message] = await answered
  const told = await text(message)
  posting.destroy()
  return { status: message.statusCode, told, sent }
}

const multipartHead = [
  ...Object.entries({ ...login }).map(
    ([name, value]) => `--a\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
  ),
  '--a\r\nContent-Disposition: form-data; name="XML"\r\n\r\n<main>',
].join('\r\n')

describe('50 MB are refused before they have all been read', () => {
  test.each([
    [
      'urlencoded',
      { 'content-type': 'application/x-www-form-urlencoded' },
      `${new URLSearchParams(login)}&XML=`,
    ],
    ['as the body itself', { 'content-type': 'text/xml', authorization }, '<main>'],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=a' }, multipartHead],
  ])('%s, whether the length is told or not', async (_title, headers, begin) => {
    const length = { 'content-length': String(50 * 1024 * 1024) }
    for (const framing of [{ 'transfer-encoding': 'chunked' }, length] as Record<string, string>[]) {
      const { status, told, sent } = await pour({ ...headers, ...framing }, begin)
      expect(status).toBe(413)
      expect(told).toContain('<return ID="10">')
      expect(sent).toBeLessThan(10 * 1024 * 1024)
    }
    expect(codeOf(await door.ask(inside('')))).toMatch(/^[0-9a-f-]{36}$/)
  })
})

test('a form of many parts cannot be read, and many headers of a part do no harm', async () => {
  const part = '--a\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n'
  const headed = `--a\r\n${'X: y\r\n'.repeat(10_000)}Content-Disposition: form-data; name="f"\r\n\r\nx\r\n`
  for (const [status, parts] of [
    [400, part.repeat(10_000)],
    [401, headed],
  ] as const) {
    const reply = await door.post(`${parts}--a--\r\n`, { 'content-type': 'multipart/form-data; boundary=a' })
    expect(reply).toMatchObject({ status, answer: { kind: 'error' } })
  }
})

describe('while large bodies of nobody known fill the room that there is for them', () => {
  const largest = 512 * 1024
  const large = inside(parameter('x'.repeat(1_000)).repeat(400))
  const asForm = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
  const asMultipart = (fields: Record<string, string>) => {
    const head = (name: string) => `--a\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`
    return `${Object.entries(fields)
      .map(([name, value]) => `${head(name)}${value}\r\n`)
      .join('')}--a--\r\n`
  }
  const multipart = { 'content-type': 'multipart/form-data; boundary=a' }

  test('small ones and those of users are taken, those that do not tell whose they are have to wait', async () => {
    const small = await openXmlDropIn({ limitBytes: largest })
    const held = new Map<number, ClientRequest>()
    /** Of those that come at the same time some are refused: others take their places. */
    const fill = () => {
      for (let n = 0; n < 8; n += 1) {
        if (held.has(n)) continue
        const posting = request(small.url, {
          method: 'POST',
          headers: n % 2 ? formHeaders : multipart,
          agent: false,
        })
        held.set(n, posting)
        posting.on('error', () => {}) // It is given up.
        posting.once('close', () => held.delete(n))
        posting.write(n % 2 ? 'XML=' : '--a\r\nContent-Disposition: form-data; name="XML"\r\n\r\n')
        posting.write('x'.repeat(largest - 1_000))
      }
    }
    const giveUp = () => {
      for (const posting of held.values()) posting.destroy()
    }
    try {
      const hidden = { XML: large, ...login }
      await expect
        .poll(() => {
          fill()
          return small.post(asForm(hidden), formHeaders)
        })
        .toMatchObject({ status: 503, headers: { 'retry-after': '2' }, answer: { kind: 'error', id: '11' } })
      expect((await small.post(asMultipart(hidden), multipart)).status).toBe(503)
      const told = { ...login, XML: large }
      for (const reply of [
        await small.ask(inside(parameter('x'.repeat(1_000)))),
        await small.post(asForm(told), formHeaders),
        await small.post(asMultipart(told), multipart),
        await small.post(large, { 'content-type': 'text/xml', authorization }),
      ]) {
        expect(reply.status).toBe(200)
        // It is read, and not sent for its many parameters.
        expect(reply.answer.kind === 'code' || reply.answer.kind === 'error').toBe(true)
      }
      giveUp()
      await expect.poll(() => small.post(asForm(hidden), formHeaders)).toMatchObject({ status: 200 })
      expect(small.log.filter(({ event }) => event === 'http:failed')).toEqual([])
    } finally {
      giveUp()
      await small.close()
    }
  })

  test('a wrong password is refused before the body has arrived', async () => {
    const wrong = { User: user.name, Pass: 'f'.repeat(32) }
    for (const [headers, begin] of [
      [formHeaders, `${asForm(wrong)}&XML=`],
      [
        multipart,
        `${asMultipart(wrong).replace('--a--\r\n', '')}--a\r\nContent-Disposition: form-data; name="XML"\r\n\r\n`,
      ],
      [{ 'content-type': 'text/xml' }, '<main>'],
    ] as const) {
      const { status, sent } = await pour({ ...headers, 'transfer-encoding': 'chunked' }, begin)
      expect(status).toBe(401)
      expect(sent).toBeLessThan(10 * 1024 * 1024)
    }
  })
})

test('many large documents of one user are taken, or told to come again, and none is a fault of ours', async () => {
  const large = inside(parameter('x'.repeat(1_000)).repeat(200))
  const asked = Array.from({ length: 40 }, () =>
    door.post(large, { authorization, 'content-type': 'text/xml' }),
  )
  const replies = await Promise.all(asked)
  // How many wait too long is a matter of how quickly they are read.
  for (const { status, headers } of replies) {
    if (status !== 200) expect({ status, again: headers['retry-after'] }).toEqual({ status: 503, again: '2' })
  }
  expect(replies.some(({ status }) => status === 200)).toBe(true)
})

test('bodies that never end are given up, and keep nobody out for long', async () => {
  const small = await openXmlDropIn({ limitBytes: 64 * 1024, bodyMs: 500 })
  const held = ['text/xml', 'multipart/form-data; boundary=a'].map((type) => {
    const posting = request(small.url, { method: 'POST', headers: { 'content-type': type }, agent: false })
    const cutOff = once(posting, 'error')
    posting.write(type === 'text/xml' ? '<main>' : multipartHead)
    return { posting, cutOff }
  })
  try {
    for (const { cutOff } of held) expect(await cutOff).toMatchObject([{ code: 'ECONNRESET' }])
    expect(await small.ask(inside(''))).toMatchObject({ status: 200 })
    expect(small.log.filter(({ event }) => event === 'http:failed')).toEqual([])
  } finally {
    for (const { posting } of held) posting.destroy()
    await small.close()
  }
})

test('a multipart form that breaks off is no fault of ours', async () => {
  const posting = request(door.url, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=a' },
  })
  posting.on('error', () => {}) // It is given up.
  posting.write(multipartHead)
  const aborted = () => door.log.filter(({ event }) => event === 'http:aborted').length
  const before = aborted()
  await new Promise((written) => posting.write('x'.repeat(1_000), written))
  posting.destroy()
  await expect.poll(aborted).toBeGreaterThan(before)
  expect(codeOf(await door.ask(inside('')))).toMatch(/^[0-9a-f-]{36}$/)
  expect(door.log.filter(({ event }) => event === 'http:failed')).toEqual([])
})
