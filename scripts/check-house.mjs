// Holds every import to the table of directions (house.mjs), and finds circles of files, those of types included.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { doorsForTests, house } from './house.mjs'

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'))
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  encoding: 'utf8',
})
// The examples are projects of their own, which know the library as it is published.
const isOurs = (file) => file !== '' && !file.startsWith('examples/') && existsSync(file)
const files = listed.split('\n').filter(isOurs)
const known = new Set(files)
const doors = readDoors()
const rooms = Object.keys(house).sort((one, other) => other.length - one.length)
const imports = new Map(files.map((file) => [file, importsOf(file)]))

const problems = [...files.flatMap(arrowsOf), ...circles()]
for (const problem of problems) console.error(problem)
if (problems.length > 0)
  console.error(`\n${problems.length} in all. The table of directions: scripts/house.mjs`)
process.exitCode = problems.length > 0 ? 1 : 0

function roomOf(file) {
  return rooms.find((room) => file === room || file.startsWith(`${room}/`))
}

/** What a file imports of ours, as paths of files. */
function importsOf(file) {
  const text = readFileSync(file, 'utf8')
  const specifiers = text.matchAll(
    /^(?:import|export|\} from)\b[^'"\n]*['"]([^'"\n]+)['"]|\bimport\(\s*'([^']+)'/gm,
  )
  return [...specifiers].flatMap(([, plain, dynamic]) => resolve(file, plain ?? dynamic) ?? [])
}

function resolve(file, specifier) {
  if (!specifier.startsWith('.')) return doors.get(specifier)
  const path = normalize(join(dirname(file), specifier))
  return [path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find((candidate) =>
    known.has(candidate),
  )
}

/** Every door of a package by what one writes to import it: `@disparo/core/internal/ledger` is `packages/core/src/ledger/index.ts`. */
function readDoors() {
  const found = new Map()
  for (const file of files.filter((file) => file.endsWith('/index.ts'))) {
    const [, root, path] = /^((?:packages|apps)\/[^/]+)\/src\/(.*)index\.ts$/.exec(file) ?? []
    if (root === undefined) continue
    const { name, exports = {} } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
    for (const [from, to] of Object.entries(exports)) {
      const [before, after] = to['@disparo/source'].split('*')
      const source = `./src/${path}index.ts`
      if (after === undefined ? source !== before : !source.startsWith(before) || !source.endsWith(after))
        continue
      const room = after === undefined ? '' : source.slice(before.length, -after.length)
      if (!room.includes('/')) found.set(join(name, from.replace('*', room)), file)
    }
  }
  return found
}

function arrowsOf(file) {
  const isTest = /\.test\.(support\.)?tsx?$/.test(file)
  const app = isTest ? /^apps\/[^/]+/.exec(file)?.[0] : undefined
  const room = app ?? roomOf(file)
  if (room === undefined) return [`${file} stands in no room`]
  return imports.get(file).flatMap((target) => {
    if (isTest && doorsForTests.includes(target)) return []
    const other = roomOf(target)
    if (other === room) return []
    const isAllowed = house[room].some((allowed) => other === allowed || other?.startsWith(`${allowed}/`))
    if (!isAllowed) return [`${file} imports ${target}: ${room} may not import from ${other}`]
    const door = `${other}/index.ts`
    return known.has(door) && target !== door
      ? [`${file} imports ${target}: enter ${other} by its index.ts`]
      : []
  })
}

/** Files that import each other, by a walk in depth (Tarjan). */
function circles() {
  const seen = new Map()
  const found = []
  const path = []
  const visit = (file) => {
    const entry = { index: seen.size, low: seen.size, isOpen: true }
    seen.set(file, entry)
    path.push(file)
    for (const target of imports.get(file)) {
      const other = seen.get(target) ?? visit(target)
      if (other.isOpen) entry.low = Math.min(entry.low, other.low)
    }
    if (entry.low === entry.index) {
      const circle = path.splice(path.indexOf(file))
      for (const member of circle) seen.get(member).isOpen = false
      if (circle.length > 1) found.push(`A circle of files: ${circle.join(' → ')} → ${circle[0]}`)
    }
    return entry
  }
  for (const file of files) if (!seen.has(file)) visit(file)
  return found
}
