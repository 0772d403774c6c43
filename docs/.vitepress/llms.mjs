import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What llms.txt says of the site (llmstxt.org): every page with its title, and whom it is for. */
export function llmsText(folder, pages) {
  const lines = pages.toSorted().map((page) => {
    const { title, purpose } = readHead(readFileSync(join(folder, page), 'utf8'))
    return `- [${title}](/${page.replace(/\.md$/, '.html')}): ${purpose}`
  })
  const portuguese = lines.filter((line) => line.includes('](/pt-BR/'))
  const english = lines.filter((line) => !portuguese.includes(line))
  return `# Disparo

> A queue that sends WhatsApp templates (HSM) through Hi Platform: nothing lost, nothing sent twice, never over the limit.

## Documents

${english.join('\n')}

## Em português

${portuguese.join('\n')}
`
}

/** A page begins with its title, and with one sentence of whom it is for. */
export function readHead(text) {
  const [, title, paragraph] = /^# (.+)\n\n((?:.+\n)+)/.exec(text) ?? []
  const [, purpose = paragraph] = /^(.*?[.:])(?:\s|$)/s.exec(paragraph ?? '') ?? []
  return {
    title,
    purpose: purpose
      ?.replaceAll('\n', ' ')
      .replaceAll(/\[(.+?)\]\(.+?\)/g, '$1')
      .replace(/:$/, '.')
      .trim(),
  }
}
