import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../stack/repository.js'

export interface DocumentedProgram {
  /** For the title of a test: the document, and the heading above. */
  readonly place: string
  readonly language: 'js' | 'ts'
  readonly path: string
  readonly text: string
  /** What it must say. */
  readonly lines: readonly (string | RegExp)[]
}

/** A block that goes on with `disparo` is one for who has read the page from its start. */
const before = {
  imports: "import { connect } from '@disparo/core'\n",
  connect:
    '\nconst disparo = connect({ redis: process.env.REDIS_URL!, account: process.env.DISPARO_ACCOUNT! })\n',
  after: '\nawait disparo.close()\n',
}

/** The programs of a document that use the library: each block is one, with what the page has said before. */
export function documentedPrograms(document: string): DocumentedProgram[] {
  const page = readFileSync(join(repositoryRoot, document), 'utf8')
  const blocks = [...page.matchAll(/^```(js|ts)\n(.*?)^```$/gms)]
  return blocks.map((found, index) => {
    const [, language = '', block = ''] = found
    const headings = page.slice(0, found.index).match(/^##+ .*/gm)
    const name = document.replaceAll(/\W+/g, '-')
    return {
      place: `${document} ${index + 1} ${headings?.at(-1) ?? ''}`,
      language: language as 'js' | 'ts',
      path: `documented/${name}-${index + 1}.${language}`,
      text: programOf(block),
      lines: [...block.matchAll(/console\.log\(.*\) \/\/ '([^']+)'/gm)].map(([, said = '']) => said),
    }
  })
}

function programOf(block: string): string {
  if (!/\bdisparo\b/.test(block.replaceAll(/'[^']*'/g, '')) || /\bdisparo\b[^.\n]* = /.test(block))
    return block
  const [, imports = '', rest = ''] = /^((?:import [^\n]*\n)*)(.*)$/s.exec(block) ?? []
  return `${before.imports}${imports}${before.connect}${rest}${before.after}`
}
