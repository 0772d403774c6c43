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
  plugins: [withoutDescriptions(), withoutJsonSchemas(), withoutShims(), precompressed()],
  build: {
    outDir: site,
    emptyOutDir: true,
    manifest: true,
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  server: { proxy: { '/v1': process.env.DISPARO_URL ?? 'http://127.0.0.1:8080' } },
})

/** What the schemas of the contract say of themselves is for OpenAPI: a browser has no use for it. */
function withoutDescriptions(): Plugin {
  const meta = /\.meta\(\{(?:[^{}'"`]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|\{[^{}]*\})*\}\)/g
  const words =
    /\b(?:summary|description|title):\s*(?:(?:'(?:[^'\\]|\\.)*'|"[^"]*"|`(?:[^`\\]|\\.)*`)\s*\+?\s*)+(?=[,\s}]),?/g
  const problems = /\bproblems: \[[^\]]*\]/g
  return {
    name: 'without-descriptions',
    enforce: 'pre',
    transform: (code, id) =>
      /packages\/api\/src\/.*\.ts$/.test(id)
        ? { code: code.replace(meta, '').replace(words, '').replace(problems, 'problems: []'), map: null }
        : undefined,
  }
}

/** What makes JSON Schema of schemas is for OpenAPI, too: 35 kB that nobody calls here. */
function withoutJsonSchemas(): Plugin {
  return {
    name: 'without-json-schemas',
    enforce: 'pre',
    transform: (code, id) => {
      if (!/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/.test(id)) return undefined
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name)
      return { code: names.map((name) => `export const ${name} = () => () => ({})`).join('\n'), map: null }
    },
  }
}

/** What React has had for years, and what nobody is shown or uses: sentences of a schema's errors, schemas as code, endless lists. */
function withoutShims(): Plugin {
  const stubs: Readonly<Record<string, string>> = {
    'use-sync-external-store/shim/': "export { useSyncExternalStore } from 'react'",
    'zod/v4/core/doc.js': 'export class Doc {}',
    'query-core/build/modern/infiniteQueryBehavior.js':
      'export const infiniteQueryBehavior = () => ({}), hasNextPage = () => false, hasPreviousPage = () => false',
    'zod/v4/locales/en.js': "export default () => ({ localeError: () => 'invalid' })",
  }
  return {
    name: 'without-shims',
    enforce: 'pre',
    transform: (_code, id) => {
      const stub = Object.entries(stubs).find(([path]) => id.includes(path))
      return stub && { code: stub[1], map: null, moduleType: 'js' }
    },
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
