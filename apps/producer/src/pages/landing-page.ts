import type { ProblemLanguage } from '@disparo/api'
import { link, list, page, paragraph } from './page.js'

const words = {
  en: {
    intro: 'It sends WhatsApp templates through Hi Platform, once each and within the limit.',
    console: 'Console: campaigns, messages, what is in doubt',
    docs: 'Documentation of the API (`/docs/json`: OpenAPI)',
    board: 'Jobs in Bull Board',
    health: 'Whether it is healthy',
    problems: 'Problems that requests are answered with',
  },
  'pt-BR': {
    intro: 'Envia modelos do WhatsApp pelo Hi Platform, uma vez cada um e dentro do limite.',
    console: 'Console: campanhas, mensagens, o que está em dúvida',
    docs: 'Documentação da API (`/docs/json`: OpenAPI)',
    board: 'Jobs no Bull Board',
    health: 'Se está saudável',
    problems: 'Problemas com que requisições são respondidas',
  },
} as const

/** What is where. */
export function landingPage(language: ProblemLanguage, { hasBoard }: { readonly hasBoard: boolean }): string {
  const said = words[language]
  return page({
    language,
    title: 'Disparo',
    parts: [
      paragraph(said.intro),
      list([
        link('/console/', said.console),
        link('/docs', said.docs),
        ...(hasBoard ? [link('/admin/queues', said.board)] : []),
        link('/readyz', said.health),
        link('/problems', said.problems),
      ]),
    ],
  })
}
