// Makes a fresh clone ready to run, with nothing but Node.js and npm: dependencies, then the build.
// A second run finds the stamp of the first one and takes a second or two. `--quiet` speaks only when it takes long.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { isNewEnough, setupStamp } from './setup-stamp.mjs'

const LONG_MS = 3_000
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const quiet = process.argv.includes('--quiet')
const stampFile = join(root, 'node_modules', '.disparo-setup')

const { engines } = JSON.parse(read('package.json'))
if (!isNewEnough(process.versions.node, engines.node)) {
  console.error(
    `Disparo needs Node.js ${engines.node}, and this is ${process.versions.node}. Get a newer one from https://nodejs.org`,
  )
  process.exit(1)
}

const stamp = setupStamp(manifests(), {
  platform: process.platform,
  arch: process.arch,
  nodeMajor: Number.parseInt(process.versions.node, 10),
})
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  console.error('Installing dependencies (once)')
  await run(
    [join('scripts', 'pnpm.mjs'), 'install', '--frozen-lockfile'],
    'The dependencies cannot be installed',
  )
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

const compiling = setTimeout(() => console.error('Compiling'), LONG_MS)
await run([join('node_modules', 'typescript', 'bin', 'tsc'), '-b'], 'The build failed')
clearTimeout(compiling)
await buildConsole()
if (!quiet) console.error('Ready')

/** The console, for browsers: only where something of it has changed, for it takes some seconds. */
async function buildConsole() {
  const folder = join(root, 'apps', 'console')
  const parts = ['apps/console', 'packages/api/src'].flatMap((place) =>
    readdirSync(join(root, place), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/[\\/](?:dist|node_modules)[\\/]|\.tsbuildinfo$/.test(path)),
  )
  const hash = createHash('sha256').update(read('pnpm-lock.yaml'))
  for (const path of parts.sort()) hash.update(path).update(readFileSync(path))
  const wanted = hash.digest('hex')
  const stampFile = join(folder, 'dist', 'site-stamp')
  const isBuilt = existsSync(join(folder, 'dist', 'site', 'index.html')) && existsSync(stampFile)
  if (isBuilt && readFileSync(stampFile, 'utf8') === wanted) return
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js')
  await run([vite, 'build', folder, '--logLevel', 'warn'], 'The console cannot be built')
  writeFileSync(stampFile, wanted)
}

/** Every file that says what to install: the lockfile, the workspace, and each package's manifest. */
function manifests() {
  const rooms = ['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  )
  const candidates = ['.', 'test', ...rooms].map((folder) => `${folder}/package.json`)
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...candidates]
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, content: read(path) }))
}

function read(path) {
  return readFileSync(join(root, path), 'utf8')
}

/** Runs a script by this Node.js; its output is shown when it fails, or at once unless we are quiet. */
async function run(args, failure) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', process.stderr, process.stderr],
  })
  const output = []
  child.stdout?.on('data', (chunk) => output.push(chunk))
  child.stderr?.on('data', (chunk) => output.push(chunk))
  const [code] = await once(child, 'close')
  if (code === 0) return
  process.stderr.write(Buffer.concat(output))
  console.error(`${failure}: see above.`)
  process.exit(1)
}
