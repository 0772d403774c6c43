// Finds old words (old-words.mjs) in names: of files, exports, members of exported types, log events, metrics, alerts, settings.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { exceptions, oldWords } from './old-words.mjs'

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'))
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
const files = listed.split('\n').filter((file) => file !== '' && existsSync(file))

const findings = files.flatMap((file) => [
  ...file.split('/').map((name) => ({ place: file, kind: 'file', name: name.replace(/\.\w+$/, '') })),
  ...namesIn(file).map((found) => ({ place: file, ...found })),
])
const problems = findings.flatMap(({ place, kind, name }) => {
  const old = Object.keys(oldWords).find((words) => hasWords(name, words))
  if (old === undefined || name in exceptions) return []
  return [`${place}: ${kind} ${name}: not "${old}", but ${oldWords[old]}`]
})
for (const problem of new Set(problems)) console.error(problem)
if (problems.length > 0) console.error('\nThe words that are not used any more: scripts/old-words.mjs')
process.exitCode = problems.length > 0 ? 1 : 0

function namesIn(file) {
  if (file === '.env.example') return all('setting', read(file), /^(?:# ?)?([A-Z][A-Z0-9_]+)=/gm)
  const metric = /\b(disparo_[a-z_]+)/g
  if (file.startsWith('deploy/')) {
    return [...all('metric', read(file), metric), ...all('alert', read(file), /\balert: (\w+)/g)]
  }
  if (!/^(packages|apps|test)\/.*\.tsx?$/.test(file)) return []
  const text = read(file)
  const exported = all(
    'export',
    text,
    /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm,
  )
  if (file.startsWith('test/') || /\.test\.(support\.)?tsx?$/.test(file)) return exported
  return [
    ...exported,
    ...membersIn(text),
    ...all('metric', text, metric),
    ...all('log event', text, /\bevent: ['"`]([a-z]+:[\w-]+)/g),
  ]
}

function read(file) {
  return readFileSync(file, 'utf8')
}

/** The fields of exported interfaces, types and zod objects, but for what their comments and texts say. */
function membersIn(text) {
  const blocks = text.matchAll(
    /^export (?:interface|type|const \w+ = z)\b[\s\S]*?(?:^[})]|\n\n|(?![\s\S]))/gm,
  )
  return [...blocks].flatMap(([block]) => {
    const code = block.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, '')
    return all('member', code, /\b(\w+)\??[:(]/g)
  })
}

function all(kind, text, pattern) {
  return [...text.matchAll(pattern)].map(([, name]) => ({ kind, name }))
}

function hasWords(name, words) {
  const spaced = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[^A-Za-z0-9]+/g, ' ')
  return ` ${spaced.toLowerCase()} `.includes(` ${words} `)
}
