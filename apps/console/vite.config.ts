import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const site = join(root, 'dist/site')

export default defineConfig({
  root,
  base: '/console/',
  // The sources of @disparo/api: what the console does not use of it is left out.
  resolve: { conditions: ['@disparo/source', 'module', 'browser', 'production'] },
  plugins: [withoutDescriptions(), precompressed()],
  build: {
    outDir: site,
    emptyOutDir: true,
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': process.env.DISPARO_URL ?? 'http://127.0.0.1:8080' } },
})

/** What the schemas of the contract say of themselves is for OpenAPI: a browser has no use for it. */
function withoutDescriptions(): Plugin {
  const meta = /\.meta\(\{(?:[^{}'"`]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|\{[^{}]*\})*\}\)/g
  return {
    name: 'without-descriptions',
    enforce: 'pre',
    transform: (code, id) =>
      /packages\/api\/src\/.*\.ts$/.test(id) ? { code: code.replace(meta, ''), map: null } : undefined,
  }
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
