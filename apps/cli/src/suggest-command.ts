import type { SettingOptions } from './config.js'
import type { ImportOptions } from './import-options.js'

const plain = /^[\w@%+=:,./-]+$/

/**
 * The command that goes on with an import, as a shell takes it: with all that was said of the first one, but for what it is
 * repeated by.
 */
export function suggestImport(
  globals: SettingOptions,
  file: string,
  { options, more }: { readonly options: ImportOptions; readonly more: readonly string[] },
): string {
  const { url, account, user, passwordFile } = globals
  const { format, encoding, sheet, lane, sendAt, expiresAt, unique } = options
  const { template, namespace, map = [], ignoreColumns = false, dryRun = false } = options
  const said = { '--url': url, '--account': account, '--user': user, '--password-file': passwordFile }
  const ofImport = {
    '--format': file.toLowerCase().endsWith('.csv') ? undefined : format,
    '--encoding': encoding,
    ...{ '--sheet': sheet, '--template': template, '--namespace': namespace },
    '--lane': lane === 'bulk' ? undefined : lane,
    ...{ '--send-at': sendAt, '--expires-at': expiresAt, '--unique': unique },
  }
  const ofColumns = [
    ...map.flatMap((pair) => ['--map', pair]),
    ...(ignoreColumns ? ['--ignore-columns'] : []),
    ...(dryRun ? ['--dry-run'] : []),
  ]
  const words = ['disparo', ...spread(said), 'import', file, ...spread(ofImport), ...ofColumns, ...more]
  return words.map((word) => (plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}

function spread(options: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
}
