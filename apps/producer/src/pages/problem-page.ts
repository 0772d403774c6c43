import { explainProblem, type ProblemKind, type ProblemLanguage, problemKinds, typeOf } from '@disparo/api'
import { escapeHtml, link, list, page, paragraph } from './page.js'

const words = {
  en: {
    all: 'Problems',
    intro:
      'What a request may be answered with (RFC 9457, `application/problem+json`), by the last part of its `type`.',
    happened: 'What happened',
    advice: 'What to do',
    example: 'An example',
    detail: 'In words, for this request.',
  },
  'pt-BR': {
    all: 'Problemas',
    intro:
      'Com o que uma requisição pode ser respondida (RFC 9457, `application/problem+json`), pelo fim do seu `type`.',
    happened: 'O que aconteceu',
    advice: 'O que fazer',
    example: 'Um exemplo',
    detail: 'Em palavras, para esta requisição.',
  },
} as const

/** The address that the `type` of a problem is. */
export function problemPage(kind: ProblemKind, language: ProblemLanguage): string {
  const { title, happened, advice } = explainProblem(kind, language)
  const { status, title: answered } = problemKinds[kind]
  const said = words[language]
  const example = { type: typeOf(kind), title: answered, status, detail: said.detail, instance: 'urn:uuid:…' }
  return page({
    language,
    title,
    parts: [
      `<p><code>${kind}</code> · HTTP ${status}</p>`,
      `<h2>${said.happened}</h2>`,
      paragraph(happened),
      `<h2>${said.advice}</h2>`,
      paragraph(advice),
      `<h2>${said.example}</h2>`,
      `<pre><code>${escapeHtml(JSON.stringify(example, undefined, 2))}</code></pre>`,
      `<p>${link('/problems', said.all)}</p>`,
    ],
  })
}

export function problemsPage(language: ProblemLanguage): string {
  const said = words[language]
  const kinds = Object.keys(problemKinds) as ProblemKind[]
  const items = kinds.map((kind) => {
    const { title } = explainProblem(kind, language)
    return `${link(typeOf(kind), `\`${kind}\``)} · HTTP ${problemKinds[kind].status} · ${escapeHtml(title)}`
  })
  return page({ language, title: said.all, parts: [paragraph(said.intro), list(items)] })
}
