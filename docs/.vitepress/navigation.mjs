const item = (text, link) => ({ text, link })

const recipes = [
  item('All recipes', '/recipes/'),
  item('A one-time code', '/recipes/otp'),
  item('A campaign', '/recipes/campaign'),
  item('A nightly job', '/recipes/nightly-job'),
  item('Callbacks', '/recipes/callbacks'),
  item('Stopping a campaign', '/recipes/stop-a-campaign'),
  item('Moving from direct calls', '/recipes/from-direct-calls'),
  item("Meta's failure codes", '/recipes/meta-codes'),
]

const quickstarts = [
  item('All languages', '/quickstarts/README'),
  item('curl', '/quickstarts/curl'),
  item('TypeScript', '/quickstarts/typescript'),
  item('Python', '/quickstarts/python'),
  item('PHP', '/quickstarts/php'),
  item('Java', '/quickstarts/java'),
  item('C#', '/quickstarts/csharp'),
  item('Go', '/quickstarts/go'),
]

export const english = {
  description:
    'Sends WhatsApp templates through Hi Platform: nothing lost, nothing sent twice, never over the limit.',
  themeConfig: {
    nav: [item('Start', '/start'), item('Campaigns', '/campaigns'), item('Day to day', '/day-to-day')],
    sidebar: [
      {
        text: 'Begin',
        items: [
          item('Start', '/start'),
          item('Campaigns', '/campaigns'),
          item('Day to day', '/day-to-day'),
          item('From Hi Platform', '/migrating'),
        ],
      },
      { text: 'Quickstarts', collapsed: true, items: quickstarts },
      { text: 'Recipes', collapsed: true, items: recipes },
      {
        text: 'Send',
        items: [
          item('The library', '/library'),
          item('HTTP and command line', '/api'),
          item('Templates', '/templates'),
          item('Whom not to message', '/contacts'),
          item('Reasons', '/errors'),
        ],
      },
      {
        text: 'Run',
        items: [
          item('Operations', '/operations'),
          item('Configuration', '/configuration'),
          item('The console', '/console'),
          item('Metrics', '/metrics'),
          item('Log events', '/log-events'),
          item('Security', '/security'),
        ],
      },
      {
        text: 'Understand',
        items: [
          item('What is promised', '/guarantees'),
          item('What becomes of a message', '/state-machine'),
          item('The first hour', '/first-hour'),
          item('Architecture', '/architecture'),
        ],
      },
    ],
  },
}

export const portuguese = {
  description:
    'Envia modelos do WhatsApp pelo Hi Platform: nada se perde, nada vai duas vezes, o limite é respeitado.',
  themeConfig: {
    nav: [
      item('Início', '/pt-BR/inicio'),
      item('Campanhas', '/pt-BR/campanhas'),
      item('Operação', '/pt-BR/operacao'),
    ],
    sidebar: [
      {
        text: 'Em português',
        items: [
          item('Início', '/pt-BR/inicio'),
          item('Campanhas', '/pt-BR/campanhas'),
          item('Biblioteca', '/pt-BR/biblioteca'),
          item('Migração', '/pt-BR/migracao'),
          item('Operação do dia a dia', '/pt-BR/operacao'),
          item('Erros', '/pt-BR/erros'),
        ],
      },
      {
        text: 'Receitas',
        items: [
          item('Todas', '/pt-BR/receitas/'),
          item('Um código', '/pt-BR/receitas/codigo'),
          item('Uma campanha', '/pt-BR/receitas/campanha'),
          item('Um job noturno', '/pt-BR/receitas/job-noturno'),
          item('Callbacks', '/pt-BR/receitas/callbacks'),
          item('Parar uma campanha', '/pt-BR/receitas/parar-campanha'),
          item('Sair das chamadas diretas', '/pt-BR/receitas/chamadas-diretas'),
          item('Códigos de falha da Meta', '/pt-BR/receitas/codigos-da-meta'),
        ],
      },
      { text: 'Em inglês', items: [item('Todas as páginas', '/')] },
    ],
    outline: { label: 'Nesta página' },
    docFooter: { prev: 'Anterior', next: 'Próxima' },
    darkModeSwitchLabel: 'Aparência',
    sidebarMenuLabel: 'Menu',
    returnToTopLabel: 'Voltar ao topo',
    langMenuLabel: 'Idioma',
  },
}

export const portugueseSearch = {
  translations: {
    button: { buttonText: 'Buscar', buttonAriaLabel: 'Buscar' },
    modal: {
      noResultsText: 'Nada encontrado para',
      resetButtonTitle: 'Limpar',
      displayDetails: 'Mostrar detalhes',
      footer: { selectText: 'abrir', navigateText: 'andar', closeText: 'fechar' },
    },
  },
}
