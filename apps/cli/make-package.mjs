// Makes the package that is published, of the build: node apps/cli/make-package.mjs [--pack FOLDER]
// It is one file with everything in it, so that `npx @disparo/cli` fetches one package and starts at once.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { licenseNotices } from '../../scripts/license-notices.mjs'
import { packFolder } from '../../scripts/pack-folder.mjs'

const root = join(import.meta.dirname, '../..')
const out = join(import.meta.dirname, 'dist/package')

rmSync(out, { recursive: true, force: true })
const bundle = await rolldown({ input: join(import.meta.dirname, 'dist/main.js'), platform: 'node' })
const { output } = await bundle.write({
  dir: out,
  format: 'esm',
  comments: { legal: true, annotation: false, jsdoc: false },
  entryFileNames: 'disparo.js',
  codeSplitting: false,
})
await bundle.close()
writeFileSync(join(out, 'LICENSES.txt'), licenseNotices(output))
for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(join(root, file), join(out, file))
cpSync(join(import.meta.dirname, 'README.md'), join(out, 'README.md'))
writeManifest()
const { values } = parseArgs({ options: { pack: { type: 'string' } } })
if (values.pack !== undefined) console.log(await packFolder(out, values.pack))

function writeManifest() {
  const file = readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')
  const { name, version, license, engines } = JSON.parse(file)
  const manifest = {
    ...{ name, version, license, engines },
    description: 'The command line of Disparo, a queue that sends WhatsApp templates through Hi Platform.',
    keywords: ['whatsapp', 'hsm', 'hi-platform', 'queue', 'cli'],
    type: 'module',
    bin: { disparo: 'disparo.js' },
    // A program, not a library: there is nothing to import.
    exports: { './package.json': './package.json' },
    files: ['disparo.js', 'LICENSES.txt', 'CHANGELOG.md'],
  }
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
}
