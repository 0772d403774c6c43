import { MessageStatus } from '@disparo/core/internal/message'
import { expect, test } from 'vitest'
import { statusOfWord, wordOfStatus } from './status-words.js'

test.each([
  ['Aceito', 'accepted'],
  ['Na fila', 'accepted'],
  ['Enviado', 'sent'],
  ['ENVIADA', 'sent'],
  ['Sent', 'sent'],
  ['Entregue', 'received'],
  ['recebido.', 'received'],
  ['Delivered', 'received'],
  ['Lido', 'read'],
  [' visualizado ', 'read'],
  ['READ', 'read'],
  ['Falha', 'failed'],
  ['Não enviado', 'failed'],
  ['NAO_ENVIADO', 'failed'],
  ['Inválido', 'failed'],
  ['Erro!', 'failed'],
  ['Failed', 'failed'],
  ['Mensagem enviada', 'sent'],
  ['MENSAGEM_RECEBIDA', 'received'],
  ['mensagem: lida', 'read'],
  ['Mensagem em processamento', 'accepted'],
  ['Mensagem não entregue', 'failed'],
] as const)('%j means %s', (word, status) => {
  expect(statusOfWord(word)).toBe(status)
})

test.each([
  '',
  '[MENSAGEM ENVIADA PELO DESTINATÁRIO]',
  'Já foi lido?',
  'Não recebido ainda',
  'enviado por engano',
  'Mensagem',
  'Mensagem mensagem lida',
  'A mensagem lida',
  'constructor',
  'x'.repeat(1_000),
])('%j means nothing we know', (text) => {
  expect(statusOfWord(text)).toBeUndefined()
})

test('every status has a word of its own', () => {
  expect(new Set(MessageStatus.options.map(wordOfStatus)).size).toBe(MessageStatus.options.length)
})

test.each(MessageStatus.options)(
  'the word for %s is understood by another Disparo as the same or as less',
  (status) => {
    const understood = {
      enqueued: 'accepted',
      sending: 'accepted',
      unknown: undefined,
      accepted: 'accepted',
      sent: 'sent',
      received: 'received',
      read: 'read',
      rejected: 'failed',
      failed: 'failed',
      expired: 'failed',
      cancelled: 'failed',
      suppressed: 'failed',
    } as const
    expect(statusOfWord(wordOfStatus(status))).toBe(understood[status])
  },
)
