import type { ProblemLanguage } from '@disparo/api'

/** A page of plain HTML, which needs neither style nor script. Its parts are HTML already. */
export function page({
  language,
  title,
  parts,
}: {
  readonly language: ProblemLanguage
  readonly title: string
  readonly parts: readonly string[]
}): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Disparo</title>
</head>
<body>
<h1>${withNames(title)}</h1>
${parts.join('\n')}
</body>
</html>
`
}

export function paragraph(text: string): string {
  return `<p>${withNames(text)}</p>`
}

export function link(address: string, text: string): string {
  return `<a href="${escapeHtml(address)}">${withNames(text)}</a>`
}

export function list(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

/** Names stand in backquotes. */
function withNames(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

/** Which of both languages an `Accept-Language` asks for most (RFC 9110, 12.5.4); English where it asks for neither. */
export function preferredLanguage(accept = ''): ProblemLanguage {
  const asked = accept.split(',').flatMap((part) => {
    const [tag = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
    const weight = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1)
    const [language] = tag.split('-')
    return weight > 0 && (language === 'pt' || language === 'en') ? [{ language, weight }] : []
  })
  const [first] = asked.sort((one, other) => other.weight - one.weight)
  return first?.language === 'pt' ? 'pt-BR' : 'en'
}
