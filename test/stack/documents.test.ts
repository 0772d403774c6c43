import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from './repository.js'

const documents = [
  'README.md',
  ...readdirSync(join(repositoryRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const read = (path: string) => readFileSync(resolve(repositoryRoot, path), 'utf8')

/** The anchors that GitHub makes of a document's headings. */
function anchorsOf(path: string): string[] {
  const prose = read(path).replaceAll(/^```.*?^```$/gms, '')
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

test.each(documents)('every link of %s leads somewhere', (path) => {
  const links = [...read(path).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
  const broken = links.filter(([, file = '', anchor]) => {
    const target = file === '' ? path : join(dirname(path), file)
    if (!existsSync(resolve(repositoryRoot, target))) return true
    return anchor !== undefined && !anchorsOf(target).includes(anchor)
  })
  expect(broken.map(([link]) => link)).toEqual([])
})

test('every alert has its section in the runbook', () => {
  const named = [...read('deploy/prometheus/alerts.yml').matchAll(/runbook: (\S+)#(\S+)/g)]
  expect(named.length).toBeGreaterThan(10)
  const missing = named.filter(([, file = '', anchor = '']) => !anchorsOf(file).includes(anchor))
  expect(missing.map(([, , anchor]) => anchor)).toEqual([])
})
