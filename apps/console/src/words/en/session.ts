import type * as ptBR from '../pt-BR/session.js'

export const session: typeof ptBR.session = {
  title: 'Log in to Disparo',
  lead: 'WhatsApp campaigns through Hi Platform: nothing lost, nothing sent twice.',
  user: 'User',
  password: 'Password',
  submit: 'Log in',
  submitting: 'Logging in…',
  ended: 'Your session is over. Log in again to go on where you were.',
  loggedOut: 'You are logged out.',
  wrong: 'User or password are not right.',
  tooMany: (wait) => `Too many wrong attempts. Try again in ${wait}.`,
  insecure: {
    title: 'This connection is not secure',
    advice:
      'The password would go openly over the network. Use https: put TLS in front of Disparo, or name the proxy that has it in TRUSTED_PROXIES and let it send X-Forwarded-Proto.',
  },
  noAccount: {
    title: 'No account for this user',
    advice: 'Ask whoever keeps the users of Disparo for access.',
  },
}
