// Makes the next version of what stands in .changeset: node scripts/version.mjs [FOLDER, default: the repository]
// Changesets raise the version of the packages, all alike (`fixed`); the rest of what names it follows, and CHANGELOG.md gets their texts.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { releaseNotes, textOf } from './release-notes.mjs'

const repository = resolve(fileURLToPath(import.meta.url), '../..')
const root = resolve(process.argv[2] ?? repository)
const folder = join(root, '.changeset')
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .sort()
  .map((name) => textOf(readFileSync(join(folder, name), 'utf8')))
if (texts.length === 0) {
  console.error('There is nothing in .changeset that asks for a version: npm run changeset')
  process.exit(1)
}

execFileSync(join(repository, 'node_modules/.bin/changeset'), ['version'], { cwd: root, stdio: 'inherit' })
const { version } = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8'))

edit('package.json', /"version": "[^"]+"/, `"version": "${version}"`)
const packed = /(disparo-\w+-)\d+\.\d+\.\d+(\.tgz)/g
for (const example of foldersOf('examples')) {
  edit(`examples/${example}/package.json`, /("@disparo\/\w+": ")\^[^"]+/g, `$1^${version}`)
  edit(`examples/${example}/README.md`, packed, `$1${version}$2`)
}
for (const page of ['docs/library.md', 'docs/pt-BR/biblioteca.md']) edit(page, packed, `$1${version}$2`)
edit('deploy/kubernetes/base/kustomization.yaml', /(newTag: )\d+\.\d+\.\d+/g, `$1${version}`)
edit('deploy/helm/disparo/Chart.yaml', /^((?:version|appVersion): "?)\d+\.\d+\.\d+/gm, `$1${version}`)
const date = new Date().toISOString().slice(0, 10)
rewrite('CHANGELOG.md', (text) => releaseNotes(text, { version, date, texts }))
console.log(version)

function edit(file, from, to) {
  rewrite(file, (text) => text.replace(from, to))
}

/** Where it is there. */
function rewrite(file, change) {
  const path = join(root, file)
  if (existsSync(path)) writeFileSync(path, change(readFileSync(path, 'utf8')))
}

function foldersOf(place) {
  const path = join(root, place)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  )
}
