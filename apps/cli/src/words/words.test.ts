import { PassThrough, Readable } from 'node:stream'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from '../program.js'
import { runCommand } from '../run.js'
import { type Language, languageOf, speechOf, translatedHelp, wordsOf } from './index.js'

const portuguese = { LANG: 'pt_BR.UTF-8' }
const [en, ptBR] = [wordsOf({}), wordsOf(portuguese)]

test.each<[Record<string, string>, Language]>([
  [{ LANG: 'pt_BR.UTF-8' }, 'pt-BR'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'pt_BR' }, 'pt-BR'],
  [{ LANG: 'pt_BR.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'pt_BR.UTF-8', LC_ALL: '', LC_MESSAGES: 'en_GB' }, 'en'],
  [{ LANG: 'pt_PT@euro' }, 'pt-BR'],
  [{ LANG: 'pt' }, 'pt-BR'],
  [{ LANG: 'ptolemaic' }, 'en'],
  [{ LANGUAGE: 'pt_BR' }, 'en'],
  [{}, 'en'],
])('the locale %j is told in %s', (env, language) => {
  expect(languageOf(env)).toBe(language)
})

test('times are those of the zone, with its offset at that moment', () => {
  const { time, exact } = speechOf({ TZ: 'America/Sao_Paulo' })
  expect(time('2026-11-30T19:10:09.123Z')).toBe('2026-11-30 16:10 -03:00')
  expect(exact('2026-11-30T19:10:09.123Z')).toBe('2026-11-30 16:10:09 -03:00')
  expect(speechOf({ TZ: 'UTC' }).time('2026-11-30T19:10:00-03:00')).toBe('2026-11-30 22:10 +00:00')
  const { time: newYork } = speechOf({ TZ: ':America/New_York' })
  expect([newYork('2026-07-01T00:30:00Z'), newYork('2026-12-01T00:30:00Z')]).toEqual([
    '2026-06-30 20:30 -04:00',
    '2026-11-30 19:30 -05:00',
  ])
  expect(time('no moment')).toBe('no moment')
})

/** Every text by its path; functions with the number of their arguments. */
function texts(part: unknown, path: string): [string, string][] {
  if (typeof part === 'string') return [[path, 'text']]
  if (typeof part === 'function') return [[path, 'function']]
  return Object.entries(part as object).flatMap(([name, inner]) => texts(inner, `${path}.${name}`))
}

/** What commander, or the service, says in English by itself. */
const notInEnglish = /^\.(?:usage\.titles|batches\.obstacles)\./

test('both languages have the same words, and none is empty', () => {
  const inPortuguese = texts(ptBR, '').filter(([path]) => !notInEnglish.test(path))
  expect(inPortuguese.toSorted()).toEqual(texts(en, '').toSorted())
  expect(JSON.stringify([en, ptBR])).not.toMatch(/:""/)
})

const given = (index: number) => `«${index}»`
const say = (part: unknown): string => {
  if (typeof part === 'string') return part
  const args = Array.from({ length: 5 }, (_, index) => given(index))
  return String((part as (...args: unknown[]) => unknown)(...args))
}
const valuesOf = (part: unknown, path = ''): [string, unknown][] =>
  typeof part === 'object' && part !== null
    ? Object.entries(part).flatMap(([name, inner]) => valuesOf(inner, `${path}.${name}`))
    : [[path, part]]
/** Placeholders: each argument is a text of its own, which both languages have in what they say. */
test('both languages say the same of what they are told, and name the same commands, options and variables', () => {
  const english = new Map(valuesOf(en))
  const compared = valuesOf(ptBR).flatMap(([path, said]) => {
    const wanted = english.get(path)
    // Those of codes take objects, and those of lists more than texts.
    if (wanted === undefined || /^\.(?:codes|usage)\.|\.(?:lane|places|variables|suspicion)$/.test(path))
      return []
    return [[path, marks(say(wanted)), marks(say(said))] as const]
  })
  expect(compared.length).toBeGreaterThan(200)
  for (const [path, wanted, found] of compared) expect({ path, found }).toEqual({ path, found: wanted })
})

/** What must be the same in every language. */
function marks(text: string): string[] {
  const found =
    text.match(/«\d»|(?<![\w-])--[a-z][\w-]*|\bDISPARO_\w+|\bdisparo [a-z]+|docs\/[\w.#/-]+|"none"/g) ?? []
  return [...new Set(found)].toSorted()
}

function commandsOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsOf)]
}

function pathOf(command: Command): string[] {
  return command.parent ? [...pathOf(command.parent), command.name()] : []
}

async function run(args: readonly string[], env: Record<string, string> = portuguese) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  let said = ''
  for (const stream of [stdout, stderr]) stream.on('data', (chunk: Buffer) => (said += chunk))
  const code = await runCommand(args, { env, stdin: Readable.from([]), stdout, stderr })
  return { code, said }
}

const [stdout, stderr] = [new PassThrough(), new PassThrough()]
const program = createProgram({ env: {}, stdin: Readable.from([]), stdout, stderr }, () => {})
const all = commandsOf(program)

test('every description of a command, an option or an argument is translated, and nothing is left over', () => {
  const phrases = all.flatMap((command) => [
    command.description(),
    ...command.options.map(({ description }) => description),
    ...command.registeredArguments.map(({ description }) => description),
  ])
  const wanted = new Set(phrases.filter((phrase) => phrase !== ''))
  expect([...wanted].filter((phrase) => !Object.hasOwn(translatedHelp.phrases, phrase))).toEqual([])
  expect(Object.keys(translatedHelp.phrases).filter((phrase) => !wanted.has(phrase))).toEqual([])
  for (const [english, said] of Object.entries(translatedHelp.phrases)) {
    expect({ english, marks: marks(said) }).toEqual({ english, marks: marks(english) })
  }
})

/** Words that English help cannot do without, and Portuguese has none of. */
const english =
  /\b(?:the|and|with|which|its|this|that|what|when|from|whom|Usage|Options|Commands|Examples|default|choices)\b(?!\.)/

test('no text in Portuguese is English', () => {
  for (const [path, part] of valuesOf(ptBR)) {
    // Those take objects, or name what is typed.
    if (/^\.(?:codes|usage)\.|\.(?:lane|places|variables|suspicion)$/.test(path)) continue
    expect({ path, english: english.exec(say(part))?.[0] }).toEqual({ path })
  }
})

test('no --help is English under LANG=pt_BR.UTF-8, but for the commands in its examples', async () => {
  const used = new Set<string>()
  for (const command of all) {
    const args = [...pathOf(command), '--help']
    const { code, said } = await run(args)
    expect(code).toBe(0)
    // Names of accounts, values and files are as they are typed.
    const prose = said
      .replace(/\n {2}(?:disparo|docker|echo|export|gunzip|printf|\() ?.*/g, '')
      .replace(/[("]default[")]|: default\b|[<[][\w.=-]+[>\]]|--[\w-]+/g, '')
    expect({ args, english: english.exec(prose)?.[0] }).toEqual({ args, english: undefined })
    for (const [start, text] of Object.entries(translatedHelp.texts)) if (said.includes(text)) used.add(start)
  }
  expect(Object.keys(translatedHelp.texts).filter((start) => !used.has(start))).toEqual([])
})

test.each([
  [['--nothing'], /^erro: opção desconhecida: --nothing\n$/],
  [['sned'], /^erro: comando desconhecido: sned\n\(Seria send\?\)\n$/],
  [['status'], /^erro: falta o argumento id\n$/],
  [['user', 'ana', '--roles', 'send'], /^erro: falta a opção --accounts <list>\n$/],
  [['send', '--lane', 'slow'], /^erro: --lane <lane> não pode ser slow\n$/],
  [['send', '--key'], /^erro: falta o valor de --key <key>\n$/],
  [['gate'], /^Falta um usuário: /],
  [['gate', '--user', 'u', '--url', 'ftp://x'], /^A URL precisa começar com/],
])('%j says in Portuguese what is wrong, with the same exit code', async (args, said) => {
  const told = await run(args)
  expect(told.said).toMatch(said)
  expect(told.code).toBe((await run(args, {})).code)
})
