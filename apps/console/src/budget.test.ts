import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'

const site = new URL('../dist/site/', import.meta.url)
const manifestFile = new URL('.vite/manifest.json', site)
const Chunk = z.object({
  file: z.string(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
})
const kilobyte = 1_024

/** What a chunk and all that it imports have, in bytes of gzip; each file once. */
function load(
  manifest: Record<string, z.infer<typeof Chunk>>,
  names: readonly string[],
): Map<string, number> {
  const files = new Map<string, number>()
  const add = (file: string) =>
    files.set(file, gzipSync(readFileSync(new URL(file, site)), { level: 9 }).length)
  const seen = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (!chunk || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...chunk.css]) if (/\.(?:js|css)$/.test(file)) add(file)
    for (const other of chunk.imports) visit(other)
  }
  for (const name of names) visit(name)
  return files
}

const sizeOf = (files: Map<string, number>) =>
  [...files.values()].reduce((sum, size) => sum + size, 0) / kilobyte

test('the first screen is 110 kB at most, and all of them in one language 150', () => {
  expect(existsSync(manifestFile), 'npm run setup builds the console').toBe(true)
  const manifest = z.record(z.string(), Chunk).parse(JSON.parse(readFileSync(manifestFile, 'utf8')))
  const language = 'src/words/pt-BR.ts'
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry) ?? ''
  expect(manifest).toHaveProperty([language])
  expect(manifest).toHaveProperty(['style.css'])
  const first = sizeOf(load(manifest, [entry, language, 'style.css']))
  const all = Object.keys(manifest).filter((name) => !/src\/words\/en/.test(name))
  const whole = sizeOf(load(manifest, all))
  expect(first).toBeGreaterThan(50)
  expect(first).toBeLessThanOrEqual(110)
  expect(whole).toBeLessThanOrEqual(150)
})

test('the schemas of the contract stay with the producer', () => {
  const scripts = readdirSync(new URL('assets/', site)).filter((name) => name.endsWith('.js'))
  for (const name of scripts) {
    // Every object's schema of zod says its name; those of zod/mini, for addresses, another one.
    expect(readFileSync(new URL(`assets/${name}`, site), 'utf8')).not.toMatch(/["'`]ZodObject["'`]/)
  }
})

test('every file is there as Brotli and as gzip, as it is, and its name has a hash', () => {
  const names = readdirSync(new URL('assets/', site)).filter((name) => !/\.(?:br|gz)$/.test(name))
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) {
    const [plain, brotli, zipped] = ['', '.br', '.gz'].map((end) =>
      readFileSync(new URL(`assets/${name}${end}`, site)),
    )
    expect(name).toMatch(/-[\w-]{8}\.(?:js|css|svg)$/)
    expect(plain?.equals(brotliDecompressSync(brotli ?? ''))).toBe(true)
    expect(plain?.equals(gunzipSync(zipped ?? ''))).toBe(true)
  }
})

test('the page loads nothing from elsewhere, and has no script or style within it', () => {
  const page = readFileSync(new URL('index.html', site), 'utf8')
  const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address)
  expect(addresses.length).toBeGreaterThan(1)
  for (const address of addresses) expect(address).toMatch(/^\/console\/assets\//)
  expect(page).not.toMatch(/<style|style="|<script(?![^>]*src=)/)
})
