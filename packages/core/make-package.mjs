// Makes the package that is published, of the build: node packages/core/make-package.mjs [--pack FOLDER]
// The build's many files, and the packages that they load, are joined into one CommonJS file, which an import of the library opens
// instead of 500; index.mjs is the same instance for who imports it. Programs of this repository load the build as it is.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { parse } from 'yaml'
import { licenseNotices } from '../../scripts/license-notices.mjs'
import { packFolder } from '../../scripts/pack-folder.mjs'

const root = join(import.meta.dirname, '../..')
const dist = join(import.meta.dirname, 'dist')
const out = join(dist, 'package')
const entries = { index: 'index.js', testing: 'testing/index.js' }
/** What an app shares with the library is not joined. */
const shared = ['bullmq', 'ioredis']

rmSync(out, { recursive: true, force: true })
const licenses = await joinFiles()
const typed = copyTypes()
writeManifest()
writeEntries()
for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(join(root, file), join(out, file))
cpSync(join(import.meta.dirname, 'README.md'), join(out, 'README.md'))
writeFileSync(join(out, 'LICENSES.txt'), licenses)
const { values } = parseArgs({ options: { pack: { type: 'string' } } })
if (values.pack !== undefined) console.log(await packFolder(out, values.pack))

/** @returns the licenses of what was joined */
async function joinFiles() {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(dist, file)])),
    platform: 'node',
    external: shared,
    plugins: [loadsWhenItConnects()],
  })
  const { output } = await bundle.write({
    dir: out,
    format: 'cjs',
    comments: { legal: true, annotation: false, jsdoc: false },
    // One chunk, whichever entry is loaded first: each class exists once.
    codeSplitting: { groups: [{ name: 'core', test: /./ }] },
    chunkFileNames: '[name].js',
  })
  await bundle.close()
  return licenseNotices(output)
}

/** The client of Redis is loaded with the first connection, as bullmq does: a third of what an import of the library took. */
function loadsWhenItConnects() {
  const loaded = 'let ioredis = require("ioredis");'
  const getter = (name) => `get ${name}() { return require("ioredis").${name} }`
  return {
    name: 'loads-when-it-connects',
    renderChunk: (code, { name }) => {
      if (name !== 'core') return null
      if (!code.includes(loaded)) throw new Error(`The library does not load ioredis by: ${loaded}`)
      return code.replace(loaded, `const ioredis = { ${getter('Redis')}, ${getter('Cluster')} };`)
    },
  }
}

/** Copies the declarations that the entries lead to. @returns the packages whose types they speak of */
function copyTypes() {
  const seen = new Set()
  const packages = new Set()
  const visit = (file) => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n')
    const target = join(out, 'types', relative(dist, file))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
    for (const [, name] of text.matchAll(/(?:\bfrom |\bimport\()['"]([^'"\s]+)['"]/g)) {
      if (name.startsWith('.')) visit(join(dirname(file), name.replace(/\.js$/, '.d.ts')))
      else if (!name.startsWith('node:')) packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(name)[0])
    }
  }
  for (const file of Object.values(entries)) visit(join(dist, file.replace(/\.js$/, '.d.ts')))
  return packages
}

/** The faces of the one instance: for `import`, and the types of both. */
function writeEntries() {
  const require = createRequire(join(out, 'package.json'))
  for (const [name, file] of Object.entries(entries)) {
    const types = `./types/${file}`
    const exported = Object.keys(require(`./${name}.js`)).sort()
    const disposable = '/// <reference lib="esnext.disposable" />\n'
    writeFileSync(join(out, `${name}.d.ts`), `${disposable}export * from '${types}'\n`)
    writeFileSync(join(out, `${name}.d.mts`), `export * from './${name}.js'\n`)
    writeFileSync(
      join(out, `${name}.mjs`),
      `import disparo from './${name}.js'\n\nexport const { ${exported.join(', ')} } = disparo\n`,
    )
  }
}

function writeManifest() {
  const { name, version, description, license, engines, dependencies } = readJson('package.json')
  const { catalog } = parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))
  const needed = [...new Set([...shared, ...typed])].sort()
  const missing = needed.filter((each) => dependencies[each] === undefined)
  if (missing.length > 0) throw new Error(`no dependency of the library: ${missing.join(', ')}`)
  const faces = (entry) => ({
    import: { types: `./${entry}.d.mts`, default: `./${entry}.mjs` },
    require: { types: `./${entry}.d.ts`, default: `./${entry}.js` },
  })
  const manifest = {
    ...{ name, version, description, license, engines },
    keywords: ['whatsapp', 'hsm', 'hi-platform', 'queue', 'bullmq', 'rate-limit'],
    type: 'commonjs',
    ...{ main: './index.js', types: './index.d.ts' },
    exports: { '.': faces('index'), './testing': faces('testing'), './package.json': './package.json' },
    // Nothing is done by loading a file.
    sideEffects: false,
    dependencies: Object.fromEntries(needed.map((each) => [each, catalog[each]])),
  }
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
}

function readJson(file) {
  return JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
}
