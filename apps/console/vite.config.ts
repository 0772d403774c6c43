import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const site = join(root, 'dist/site')
const sheets = new Map<string, string>()

/** Of uPlot: what a chart without cursor, selection, legend, bands, points, logarithms and clocks of its own never calls. */
const uncalled = [
  ...['rangeLog', 'rangeAsinh', 'logAxisSplits', 'asinhAxisSplits', 'log10AxisValsFilt', 'log2AxisValsFilt'],
  ...['timeAxisVals', 'timeAxisStamps', 'timeSeriesVal', 'timeSeriesStamp', 'fmtDate', 'numSeriesVal'],
  ...['cursorPointShow', 'cursorPointFill', 'cursorPointStroke', 'cursorPointSize', 'filtBtn0', 'filtTarg'],
  ...['legendStroke', 'legendFill', 'clipBandLine', 'points', 'seriesPointsShow', 'syncLegend', 'setLegend'],
  ...['onMouse', 'offMouse', 'mouseMove', 'mouseDown', 'mouseUp', 'mouseLeave', 'dblClick', 'cacheMouse'],
  ...[
    'updateCursor',
    'setSelH',
    'setSelV',
    'setSelect',
    'hideSelect',
    'setFocus',
    'setSeries',
    'pub',
    'pubSync',
  ],
]

export default defineConfig({
  root,
  base: '/console/',
  // The sources of @disparo/api: what the console does not use of it is left out.
  resolve: {
    conditions: ['@disparo/source', 'module', 'browser', 'production'],
    // React has had it since 18; wouter asks for its stand-in.
    alias: { 'use-sync-external-store/shim/index.js': 'react' },
  },
  plugins: [lessOfOthers(), precompressed()],
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

/** What of others is never seen here, 10 kB: the chart's legend, cursor and extras, and lists without end. */
function lessOfOthers(): Plugin {
  const parts: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
    'uPlot.esm.js': [
      [/^uPlot\.assign = [\s\S]*(?=^export)/m, ''],
      [/(const showLegend = )legend\.show;/, '$1false;'],
      [/(const showCursor = +)cursor\.show;/, '$1false;'],
      [/(if \()legend\.show && legend\.live/, '$1false'],
      [/^\t+(?:const|let) mode = (?:self|u)\.mode;/gm, 'const mode = 1;'],
      [/^\tself\.(?:(?:add|del|set)(?:Series|Band|Legend|Select)|batch) = \w+;/gm, ''],
      [/^\tif \(cursor\.dataIdx == null\) \{[\s\S]*?^\t\}/m, ''],
      ...uncalled.map(
        (name) =>
          [
            new RegExp(`^(\\t?)function ${name}\\([\\s\\S]*?^\\1\\}`, 'm'),
            `$1function ${name}() {}`,
          ] as const,
      ),
    ],
    'infiniteQueryBehavior.js': [
      [/^function infiniteQueryBehavior\([\s\S]*?^\}/m, 'const infiniteQueryBehavior = () => ({})'],
    ],
  }
  return {
    name: 'less-of-others',
    enforce: 'pre',
    apply: 'build',
    transform: (code, id) => {
      const own = parts[basename(id)]
      if (own === undefined) return undefined
      if (!own.every(([part]) => code.search(part) >= 0))
        throw new Error(`${id} is another one: look what it has`)
      return { code: own.reduce((rest, [part, instead]) => rest.replace(part, instead), code), map: null }
    },
  }
}

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
