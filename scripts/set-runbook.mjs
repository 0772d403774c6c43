// Gives the alerts the address under which your people read docs/operations.md, such as that of the site (`npm run site`):
// node scripts/set-runbook.mjs https://docs.loja.example/operations.html
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const [address] = process.argv.slice(2)
if (!/^(?:https?:\/\/|docs\/)[^\s#"'{}]+$/.test(address ?? '')) {
  console.error('Usage: node scripts/set-runbook.mjs ADDRESS, as https://docs.loja.example/operations.html')
  process.exit(1)
}
const folder = join(dirname(fileURLToPath(import.meta.url)), '../deploy/prometheus')
for (const name of ['alerts.yml', 'alerts.test.yml']) {
  const path = join(folder, name)
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(runbook_url: )[^#\s]+/g, `$1${address}`))
}
