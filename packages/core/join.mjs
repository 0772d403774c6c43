// Joins the build's many files, and the packages they load, into one: an import of the library opens 1 file instead of 500.
// Only the package that is published is made so (`prepack`); programs of this repository load the build as it is.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const dist = join(import.meta.dirname, 'dist')
const joined = join(dist, 'joined')
const src = join(import.meta.dirname, 'src')
const rooms = readdirSync(src).filter((name) => existsSync(join(src, name, 'index.ts')))

/**
 * What an app shares with the library is not joined. Both are CommonJS, which `require` loads in two thirds of the time that
 * `import` takes: Node.js need not look for the names of what it exports.
 */
const shared = ['bullmq', 'ioredis']
const require = createRequire(import.meta.url)
const requireShared = {
  name: 'require-shared',
  resolveId: (id) => (shared.includes(id) ? `shared:${id}` : undefined),
  load(id) {
    if (!id.startsWith('shared:')) return undefined
    const name = id.slice('shared:'.length)
    const exported = Object.keys(require(name)).filter((key) => key !== 'default')
    return [
      "import { createRequire } from 'node:module'",
      `export const { ${exported.join(', ')} } = createRequire(import.meta.url)('${name}')`,
    ].join('\n')
  },
}

rmSync(joined, { recursive: true, force: true })
const bundle = await rolldown({
  input: {
    index: join(dist, 'index.js'),
    ...Object.fromEntries(rooms.map((room) => [`internal/${room}`, join(dist, room, 'index.js')])),
  },
  platform: 'node',
  plugins: [requireShared],
})
const { output } = await bundle.write({
  dir: joined,
  format: 'esm',
  comments: { legal: true, annotation: false, jsdoc: false },
  // One chunk, however many entries lead to it: each class exists once.
  codeSplitting: { groups: [{ name: 'core', test: /./ }] },
  chunkFileNames: '[name].js',
})
await bundle.close()

const packages = new Set(
  output.flatMap((chunk) =>
    (chunk.moduleIds ?? []).flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []),
  ),
)
writeFileSync(join(joined, 'LICENSES.txt'), [...packages].map(noticeOf).join('\n\n'))

/** What a package's license asks those to pass on who pass on the package. */
function noticeOf(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const license = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
  if (license === undefined) throw new Error(`${name} has no license file`)
  return `${name} ${version}\n\n${readFileSync(join(folder, license), 'utf8').trim()}\n`
}
