import type { MessageStatus } from '@disparo/core/internal/message'

/** What 50.02 answers for each status of ours. Hi Flow's own words are documented nowhere. */
const words: Readonly<Record<MessageStatus, string>> = {
  enqueued: 'Na fila',
  sending: 'Enviando',
  unknown: 'Em verificação',
  accepted: 'Aceito',
  sent: 'Enviado',
  received: 'Entregue',
  read: 'Lido',
  rejected: 'Rejeitado',
  failed: 'Falha',
  expired: 'Expirado',
  cancelled: 'Cancelado',
  suppressed: 'Suprimido',
}

/** What an upstream status can tell us. */
type KnownStatus = 'accepted' | 'sent' | 'received' | 'read' | 'failed'

/** Taken, and nothing more yet. */
const accepted = [
  'aceito',
  'aceita',
  'na fila',
  'enfileirado',
  'enviando',
  'em envio',
  'processando',
  'em processamento',
  'pendente',
  'accepted',
  'queued',
  'sending',
  'processing',
  'pending',
]
const sent = ['enviado', 'enviada', 'sent']
const received = ['entregue', 'recebido', 'recebida', 'delivered', 'received']
const read = ['lido', 'lida', 'visualizado', 'visualizada', 'read', 'seen']
const failed = [
  'falha',
  'falhou',
  'falha no envio',
  'falha na entrega',
  'erro',
  'erro no envio',
  'nao enviado',
  'nao enviada',
  'nao entregue',
  'invalido',
  'invalida',
  'numero invalido',
  'telefone invalido',
  'rejeitado',
  'rejeitada',
  'expirado',
  'expirada',
  'cancelado',
  'cancelada',
  'suprimido',
  'suprimida',
  'failed',
  'error',
  'undelivered',
  'not sent',
  'invalid',
  'rejected',
  'expired',
  'cancelled',
  'canceled',
]

const statuses: ReadonlyMap<string, KnownStatus> = new Map([
  ...accepted.map((word) => [word, 'accepted'] as const),
  ...sent.map((word) => [word, 'sent'] as const),
  ...received.map((word) => [word, 'received'] as const),
  ...read.map((word) => [word, 'read'] as const),
  ...failed.map((word) => [word, 'failed'] as const),
])

/** The word for our own 50.02 answers, in Portuguese. */
export function wordOfStatus(status: MessageStatus): string {
  return words[status]
}

/**
 * The status a word of Hi Flow's speaks of, tolerant of case, accents and punctuation; `undefined` where it is none we
 * know. `mensagem` in front is read over. The whole text counts: seed 000 calls the field "[MENSAGEM ENVIADA PELO DESTINATÁRIO]", so it may be a
 * recipient's own sentence, and a word in it proves nothing.
 */
export function statusOfWord(text: string): KnownStatus | undefined {
  if (text.length > 60) return undefined
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.replace(/[^a-z]+/g, ' ').trim()
  return statuses.get(words.replace(/^mensagem /, ''))
}
