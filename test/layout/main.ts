import { resolve } from 'node:path'
import { repositoryRoot } from '../stack/repository.js'
import { recordLayout } from './record-layout.js'

const [version] = process.argv.slice(2)
if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
  process.stderr.write(
    'Usage: node test/dist/layout/main.js VERSION\nRecords test/fixtures/layout-VERSION.\n',
  )
  process.exit(2)
}
await recordLayout(resolve(repositoryRoot, `test/fixtures/layout-${version}`))
