/** What is said in more than one place. */
export const common = {
  product: 'Disparo',
  skip: 'Pular para o conteúdo',
  menu: 'Telas',
  account: 'Conta',
  language: 'Idioma',
  languages: { 'pt-BR': 'Português', en: 'English' },
  signedInAs: (user: string) => `Entrou como ${user}`,
  logOut: 'Sair',
  board: 'Filas (Bull Board)',
  close: 'Fechar',
  cancel: 'Voltar',
  confirm: 'Confirmar',
  more: 'Mostrar mais',
  previous: 'Anterior',
  next: 'Próxima',
  search: 'Buscar',
  clear: 'Limpar',
  all: 'Todas',
  yes: 'Sim',
  no: 'Não',
  loading: 'Carregando…',
  retry: 'Tentar de novo',
  showPhone: 'Mostrar o número',
  hidePhone: 'Ocultar o número',
  of: (part: string, whole: string) => `${part} de ${whole}`,
  perMinute: (count: string) => `${count}/min`,
  /** Of a message's header, and of templates, as Meta names them. */
  media: { image: 'imagem', video: 'vídeo', document: 'documento' },
  categories: { MARKETING: 'Marketing', UTILITY: 'Utilidade', AUTHENTICATION: 'Autenticação' },
}

/** How a screen says that it cannot show what it should. */
export const troubles = {
  stale: (age: string) => `Há ${age} sem resposta. O que se vê pode estar velho.`,
  unreachable: {
    title: 'O serviço não responde',
    advice: 'Verifique a rede. A tela tenta de novo sozinha; os envios não dependem dela.',
  },
  storage: {
    title: 'O Redis não responde',
    advice: 'Nada se perde e nada é enviado até ele voltar. Avise quem cuida da operação.',
  },
  forbidden: {
    title: 'Seu usuário não pode ver isto',
    advice: 'Peça o papel que falta a quem cuida dos usuários do Disparo.',
  },
  missing: { title: 'Não encontrado', advice: 'Pode ter sido esquecido, ou ser de outra conta.' },
  busy: { title: 'Serviço ocupado', advice: 'Muita coisa ao mesmo tempo. A tela tenta de novo sozinha.' },
  failed: {
    title: 'Algo deu errado',
    advice: 'A tela tenta de novo sozinha. Se continuar, avise a operação.',
  },
  crashed: {
    title: 'Esta tela parou',
    advice: 'Pode haver uma versão nova do console. Recarregar resolve; os envios não dependem desta página.',
    action: 'Recarregar',
  },
  refused: 'Não foi feito',
  reference: (id: string) => `Referência: ${id}`,
}

export const nav = {
  campaigns: 'Campanhas',
  newCampaign: 'Nova campanha',
  messages: 'Mensagens',
  doubts: 'Em dúvida',
  accountState: 'Conta',
  templates: 'Modelos',
  suppressions: 'Bloqueios',
  urgent: 'Urgentes',
}
