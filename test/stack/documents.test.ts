import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { anchorsOf } from './document-shape.js'
import { repositoryRoot } from './repository.js'

const pages = readdirSync(join(repositoryRoot, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
const documents = [
  ...['README.md', 'README.pt-BR.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md'],
  ...pages,
]
const read = (path: string) => readFileSync(resolve(repositoryRoot, path), 'utf8')

/** The text of all source that is no test. */
const listed = execFileSync('git', ['ls-files', 'packages', 'apps'], {
  cwd: repositoryRoot,
  encoding: 'utf8',
})
const sources = listed
  .split('\n')
  .filter(
    (file) => /\.ts$/.test(file) && !file.includes('.test.') && existsSync(resolve(repositoryRoot, file)),
  )
  .map(read)
  .join('\n')

test.each(pages)('%s begins with whom it is for', (path) => {
  expect(read(path)).toMatch(path.includes('/pt-BR/') ? /^# .+\n\nPara / : /^# .+\n\nFor /)
})

test.each(documents)('every link of %s leads somewhere', (path) => {
  const links = [...read(path).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
  const broken = links.filter(([, file = '', anchor]) => {
    const target = file === '' ? path : join(dirname(path), file)
    if (!existsSync(resolve(repositoryRoot, target))) return true
    return anchor !== undefined && !anchorsOf(target).includes(anchor)
  })
  expect(broken.map(([link]) => link)).toEqual([])
})

test.each(documents)('every path that %s names is there', (path) => {
  const paths = [...read(path).matchAll(/`((?:packages|apps|test|scripts|deploy|docs|examples)\/[\w./-]+)`/g)]
  expect(paths.filter(([, named = '']) => !existsSync(resolve(repositoryRoot, named)))).toEqual([])
})

test.each(documents)('every link of %s to source has the name of its file', (path) => {
  const links = [...read(path).matchAll(/\[([^\]\s]+\.(?:ts|mjs))\]\(([^)#\s]+)\)/g)]
  expect(links.filter(([, label, file = '']) => label !== basename(file)).map(([link]) => link)).toEqual([])
})

test('docs/architecture.md names every package, app, and room of core and the worker', () => {
  const named = new Set([...read('docs/architecture.md').matchAll(/`([^`\n]+)`/g)].map(([, word]) => word))
  const foldersOf = (path: string) =>
    readdirSync(join(repositoryRoot, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  const packages = ['packages', 'apps'].flatMap((root) => foldersOf(root).map((name) => `${root}/${name}`))
  const rooms = ['packages/core/src', 'apps/worker/src'].flatMap(foldersOf)
  expect([...packages, ...rooms].filter((name) => !named.has(name))).toEqual([])
})

test.each(documents)('every log event and metric that %s names is in the code', (path) => {
  const named = read(path).matchAll(/`((?!test:)[a-z]+:[a-z]+(?:-[a-z]+)*|disparo_[a-z_]+[a-z])[`{]/g)
  const words = new Set([...named].map(([, word = '']) => word))
  expect([...words].filter((word) => !sources.includes(word))).toEqual([])
})

test('every alert has its section in the runbook', () => {
  const named = [...read('deploy/prometheus/alerts.yml').matchAll(/runbook_url: (\S+)#(\S+)/g)]
  expect(named.length).toBeGreaterThan(10)
  const missing = named.filter(([, file = '', anchor = '']) => !anchorsOf(file).includes(anchor))
  expect(missing.map(([, , anchor]) => anchor)).toEqual([])
})
