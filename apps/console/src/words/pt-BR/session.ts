export const session = {
  title: 'Entrar no Disparo',
  lead: 'Campanhas do WhatsApp pelo Hi Platform: nada se perde, nada vai duas vezes.',
  user: 'Usuário',
  password: 'Senha',
  submit: 'Entrar',
  submitting: 'Entrando…',
  ended: 'Sua sessão terminou. Entre de novo para continuar de onde parou.',
  loggedOut: 'Você saiu.',
  wrong: 'Usuário ou senha incorretos.',
  tooMany: (wait: string) => `Muitas tentativas erradas. Tente de novo em ${wait}.`,
  insecure: {
    title: 'Esta conexão não é segura',
    advice:
      'A senha passaria aberta pela rede. Use https: coloque TLS na frente do Disparo, ou declare o proxy que o tem em TRUSTED_PROXIES e faça-o enviar X-Forwarded-Proto.',
  },
  noAccount: {
    title: 'Nenhuma conta para este usuário',
    advice: 'Peça acesso a quem cuida dos usuários do Disparo.',
  },
}
