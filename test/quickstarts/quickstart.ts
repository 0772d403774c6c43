import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findOnPath } from '../stack/find-redis-server.js'
import { repositoryRoot } from '../stack/repository.js'

/** A language with a page in docs/quickstarts. */
export interface Language {
  /** The page's name. */
  readonly page: string
  /** Any of these runs its programs. */
  readonly runtimes: readonly string[]
  /** What brings one on Debian. */
  readonly packages: string
}

export const languages: readonly Language[] = [
  { page: 'curl', runtimes: ['curl'], packages: 'curl openssl' },
  { page: 'typescript', runtimes: ['npx'], packages: 'npm' },
  { page: 'python', runtimes: ['python3'], packages: 'python3' },
  { page: 'php', runtimes: ['php'], packages: 'php-cli php-curl' },
  { page: 'java', runtimes: ['java'], packages: 'default-jdk-headless' },
  { page: 'csharp', runtimes: ['dotnet', 'mcs'], packages: 'mono-mcs libmono-system-net-http4.0-cil' },
  { page: 'go', runtimes: ['go'], packages: 'golang-go' },
]

/** A page's programs are written down as it names them; its commands are those that it tells to run. */
export interface Quickstart {
  readonly page: string
  /** What the page says to run, in its order: an OTP, a CSV, a callback. */
  readonly commands: readonly string[]
}

/** @returns the first of its runtimes that is on `path` */
export async function runtimeOf({ runtimes }: Language, path: string): Promise<string | undefined> {
  for (const name of runtimes) if (await findOnPath(name, path)) return name
  return undefined
}

/** Writes the programs of a page into a folder. A program begins with a comment that names its file. */
export async function writePrograms(page: string, folder: string): Promise<Quickstart> {
  const text = await readFile(join(repositoryRoot, 'docs', 'quickstarts', `${page}.md`), 'utf8')
  const commands: string[] = []
  for (const [, block = ''] of text.matchAll(/^```\w+\n(.*?)^```$/gms)) {
    const [, file] = /^(?:<\?php )?(?:#|\/\/) ([\w-]+\.\w+)\n/.exec(block) ?? []
    if (file) await writeFile(join(folder, file), block)
    else if (!block.startsWith('export ')) commands.push(block)
  }
  return { page, commands }
}

/** Debian's .NET is Mono, which compiles first. */
export function commandFor(command: string, runtime: string): string {
  if (runtime !== 'mcs') return command
  return command.replace(
    /^dotnet run (\w+)\.cs/m,
    'mcs -nologo -r:System.Net.Http.dll $1.cs && exec mono $1.exe',
  )
}
