import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Message } from './message.js'
import { parseMessage } from './parse-message.js'
import { readJson } from './read-json.js'
import { renderMessage } from './render-message.js'
import type { WireFormat } from './wire-format.js'

const folder = new URL('fixtures/', import.meta.url)

interface Fixture {
  readonly name: string
  readonly topic: string
  readonly formats: readonly WireFormat[]
  readonly body: unknown
}

const fixtures: Fixture[] = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => {
    const [topic = '', format] = file.split('.')
    const formats: WireFormat[] = format === 'both' ? ['hi', 'botmaker'] : [format as WireFormat]
    return { name: file, topic, formats, body: readJson(readFileSync(new URL(file, folder), 'utf8')) }
  })

function canonical(body: unknown): Message {
  const parsed = parseMessage(body)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.message
}

describe('the documentation’s request bodies', () => {
  it('are all here', () => {
    expect(fixtures).toHaveLength(19)
    expect(fixtures.filter(({ formats }) => formats.length === 2)).toHaveLength(8)
    expect(fixtures.filter(({ name }) => name.includes('.botmaker.'))).toHaveLength(4)
  })

  it.each(fixtures)('$name renders back to the very same text in its own format', ({ body, formats }) => {
    for (const format of formats) {
      expect(JSON.stringify(renderMessage(canonical(body), format))).toBe(JSON.stringify(body))
    }
  })

  it.each(fixtures)('$name is read back from its canonical form unchanged', ({ body }) => {
    const message = canonical(body)
    expect(Message.parse(JSON.parse(JSON.stringify(message)))).toEqual(message)
  })

  const pairs = fixtures.flatMap((botmaker) => {
    const hi = fixtures.find(({ topic, name }) => topic === botmaker.topic && name.includes('.hi.'))
    return botmaker.name.includes('.botmaker.') && hi ? [{ topic: botmaker.topic, botmaker, hi }] : []
  })

  it('come in four pairs of both formats', () => {
    expect(pairs).toHaveLength(4)
  })

  it.each(pairs)('$topic is one message, and each format gives the other', ({ botmaker, hi }) => {
    expect(canonical(botmaker.body)).toEqual(canonical(hi.body))
    expect(renderMessage(canonical(botmaker.body), 'hi')).toEqual(hi.body)
    expect(renderMessage(canonical(hi.body), 'botmaker')).toEqual(botmaker.body)
  })
})

it('The {} that shows the authentication is no message: it lacks to, namespace and elementName', () => {
  expect(parseMessage({})).toEqual({
    ok: false,
    problems: ['to', 'namespace', 'elementName'].map((path) => ({
      path,
      message: 'is missing',
      code: 'missing',
    })),
  })
})
