import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type AnswerTopic, classifyAnswerText } from './classify-answer-text.js'

/** What Hi Flow may say, in its own language and in others'; nothing of it is documented. */
const sayings: Readonly<Record<AnswerTopic, readonly string[]>> = {
  success: [
    'Enviado com sucesso',
    'Mensagem enviada com sucesso!',
    'Operação realizada com sucesso',
    'Sucesso',
    'OK',
    'Mensagens enfileiradas',
    'Solicitação recebida e em processamento: 100 contatos',
    'Telefone 11987554321: enviado',
    'Message sent successfully',
    'Accepted',
  ],
  contact: [
    'Telefone inválido',
    'Telefone 11987554321 inválido',
    'Telefone do usuário 3 inválido',
    'O telefone informado não é válido',
    'Número de telefone inexistente',
    'Número não possui WhatsApp',
    'DDD inválido',
    'Contato não encontrado',
    'Contato bloqueado',
    'Destinatário não cadastrado',
    'Telefone não informado',
    'Campo phone obrigatório',
    'Mensagem não enviada: telefone inválido',
    'Invalid phone number',
    'Recipient not found',
    'Quantidade de parâmetros não confere',
    'Número de parâmetros enviados não confere',
    'Parâmetro 2 em branco',
    'Variável {{1}} não preenchida',
    'Parâmetro excede o tamanho máximo',
    'Missing parameter',
    'Component inválido',
    'Telefone inválido. Entre em contato com o suporte',
  ],
  template: [
    'Template não encontrado',
    'Template não encontrado para esta conta',
    'Template pausado',
    'Template não aprovado',
    'Modelo inexistente',
    'element_name inexistente',
    'Namespace inválido',
    'HSM não cadastrado',
    'Template not found',
    'Template rejected',
  ],
  access: [
    'Saldo insuficiente',
    'Saldo insuficiente para envio aos contatos',
    'Créditos insuficientes',
    'Limite de crédito excedido',
    'Cliente inválido',
    'Cliente não encontrado',
    'Código do cliente não encontrado',
    'Client não informado',
    'Parâmetro User não informado',
    'Empresa inativa',
    'Empresa bloqueada por inadimplência',
    'IP não permitido',
    'WABA suspensa',
    'Usuário ou senha inválidos',
    'USUARIO NAO ENCONTRADO',
    'Login inválido',
    'Acesso negado',
    'Usuário sem permissão para enviar mensagem',
    'Remetente inválido',
    'Número do remetente não encontrado',
    'Conta bloqueada',
    'Conta suspensa. Entre em contato com o suporte.',
    'Integração não habilitada',
    'Transação desconhecida',
    'Token expirado',
    'Not authorized',
    'Account disabled',
  ],
  limit: [
    'Limite de requisições excedido',
    'Limite diário de envios atingido',
    'Limite de mensagens da conta atingido',
    'Muitas requisições',
    'Quantidade máxima de contatos excedida',
    'Cota de mensagens esgotada',
    'Too many requests',
    'Rate limit exceeded',
  ],
  outage: [
    'Fila cheia',
    'Fila de envio cheia',
    'Falha ao conectar ao banco de dados',
    'Erro de conexão com o banco',
    'Sistema em manutenção',
    'Serviço indisponível, tente novamente mais tarde',
    'Serviço fora do ar: não foi possível validar o telefone',
    'Tente mais tarde',
    'Servidor sobrecarregado',
    'Service unavailable',
    'Database connection failed',
  ],
  doubt: [
    'Erro interno',
    'Erro interno ao validar o telefone inválido',
    'Erro inesperado',
    'Timeout',
    'Tempo esgotado',
    'Tempo de resposta excedido',
    'Internal server error',
    'Uncaught exception in integracao.php',
  ],
  unclear: [
    '',
    '01',
    'Algo que ninguém conhece',
    'Erro',
    'Erro ao enviar',
    'Falha',
    'Não enviado',
    'Nenhuma mensagem enviada com sucesso',
    'Enviado sem sucesso',
    'Sucesso: 0',
    'Mensagem inválida',
    'Nome do cliente é obrigatório',
    'Entre em contato com o suporte',
    'Please contact support',
    'Contato',
    'Telefone',
    'Template',
    'Envio parcial: telefone inválido',
    'Alguns contatos não foram encontrados',
    '99 enviados, telefone 11987554321 inválido',
    'Enviado com sucesso, exceto telefone inválido',
    'Telefone inválido, demais contatos processados',
    'constructor',
  ],
}

const withoutAccents = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

describe.each(Object.entries(sayings))('words that speak of %s', (matter, texts) => {
  it.each(texts)('%j', (text) => {
    const written = [text, withoutAccents(text), text.toUpperCase(), withoutAccents(text).toUpperCase()]
    const more = [text.normalize('NFD'), ` ${text.replaceAll(' ', '\n  ')} `]
    for (const each of [...written, ...more]) expect([each, classifyAnswerText(each)]).toEqual([each, matter])
  })
})

test('whatever is said, it is judged, and at once', () => {
  fc.assert(fc.property(fc.string(), (text) => void classifyAnswerText(text)))
  for (const word of ['nao ', 'limite ', 'fila ', 'cliente a ', 'tempo de a ', 'excedid']) {
    const began = process.cpuUsage()
    classifyAnswerText(word.repeat(100_000))
    expect(process.cpuUsage(began).user).toBeLessThan(200_000)
  }
})
