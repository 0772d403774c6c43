import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadDataKeys } from './index.js'

const key = randomBytes(32)
const other = randomBytes(32)
const load = (DISPARO_DATA_KEY?: string, DISPARO_DATA_KEY_FILE?: string) =>
  loadDataKeys({ DISPARO_DATA_KEY, DISPARO_DATA_KEY_FILE })

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'data-key-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'key'), text)
  return join(folder, 'key')
}

describe('the data keys', () => {
  it('are none unless one is set', () => {
    expect(load()).toBeUndefined()
    expect(load('', '')).toBeUndefined()
  })

  it('may be one alone, in either base64', () => {
    for (const encoding of ['base64', 'base64url'] as const) {
      expect(load(key.toString(encoding))).toEqual([{ id: '1', bytes: key }])
    }
  })

  it('may be several with their ids, the first of which seals', () => {
    const text = `2026-12:${other.toString('base64')}, 1:${key.toString('base64')}`
    expect(load(text)).toEqual([
      { id: '2026-12', bytes: other },
      { id: '1', bytes: key },
    ])
  })

  it('may stand in a file', async () => {
    const path = await fileWith(`a:${key.toString('base64')}\n`)
    expect(load(undefined, path)).toEqual([{ id: 'a', bytes: key }])
  })

  it.each([
    ['a key that is too short', randomBytes(16).toString('base64')],
    ['a key that is too long', randomBytes(33).toString('base64')],
    ['no base64', `a:${'*'.repeat(44)}`],
    ['an id with a blank', `a b:${key.toString('base64')}`],
    ['a key without an id beside another', `a:${key.toString('base64')},`],
    ['two colons', `a:b:${key.toString('base64')}`],
    ['one id twice', `a:${key.toString('base64')},a:${other.toString('base64')}`],
  ])('are refused for %s, and the value is not repeated', async (_title, text) => {
    expect(() => load(text)).toThrow(/^DISPARO_DATA_KEY /)
    const path = await fileWith(text)
    expect(() => load(undefined, path)).toThrow(/^DISPARO_DATA_KEY_FILE /)
    for (const read of [() => load(text), () => load(undefined, path)]) {
      expect(read).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
      expect(read).not.toThrow(text.slice(-20))
    }
  })

  it('are refused when both variables are set, and when the file cannot be read', async () => {
    const path = await fileWith(key.toString('base64'))
    expect(() => load(key.toString('base64'), path)).toThrow('not both')
    expect(() => load(undefined, '/nowhere/key')).toThrow('DISPARO_DATA_KEY_FILE cannot be read (ENOENT)')
  })
})
