import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const site = join(root, 'dist/site')
const sheets = new Map<string, string>()

export default defineConfig({
  root,
  base: '/console/',
  // The sources of @disparo/api: what the console does not use of it is left out.
  resolve: {
    conditions: ['@disparo/source', 'module', 'browser', 'production'],
    // React has had it since 18; wouter asks for its stand-in.
    alias: { 'use-sync-external-store/shim/index.js': 'react' },
  },
  plugins: [precompressed()],
  css: { modules: { generateScopedName: scopedName } },
  build: {
    outDir: site,
    emptyOutDir: true,
    manifest: true,
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    // One sheet and three scripts: nothing has to be preloaded.
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  server: { proxy: { '/v1': process.env.DISPARO_URL ?? 'http://127.0.0.1:8080' } },
})

/** Names that repeat themselves are short once compressed; those of two files must not be the same. */
function scopedName(name: string, file: string): string {
  const sheet = basename(file, '.module.css')
  const known = sheets.get(sheet)
  if (known !== undefined && known !== file) throw new Error(`Two sheets are called ${sheet}`)
  sheets.set(sheet, file)
  return `${sheet}-${name}`
}

/** Each file also as Brotli and gzip, so that serving it costs the producer no time. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    closeBundle: () => {
      for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(?:js|css|html|svg)$/.test(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        const bytes = readFileSync(path)
        writeFileSync(`${path}.br`, brotliCompressSync(bytes))
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      }
    },
  }
}
