import { randomInt } from 'node:crypto'
import { BatchCancelledError, type Disparo, QuotaExceededError, RedisUnavailableError } from '@disparo/core'
import { type XmlDispatch, XmlRequestError } from '@disparo/hi-platform/xml'
import type { User } from '@disparo/service/users'
import { type AccountAddress, type AddressBook, findByAddress } from '../account-address.js'
import { outageMessage } from '../outage-message.js'
import { exhaustedHeaders } from '../request-quota.js'
import { retryAfter } from '../retry-after.js'
import { messagesOf, problemsOf } from './dispatch-messages.js'
import type { DocumentClaims } from './document-claims.js'
import { XmlRefusalError } from './refusal-error.js'

interface EnqueueDispatchDeps {
  readonly book: AddressBook
  readonly claims: DocumentClaims
}

const dayMs = 86_400_000
const defaultLedgerDays = 31

/**
 * Enqueues the contacts of a 50.01 request as one batch, all of them or none, and answers its id: the code. A request
 * with the same `identificador` completes what an interrupted one left, and enqueues nothing twice.
 * @throws XmlRequestError naming contacts and fields, XmlRefusalError
 */
export async function enqueueDispatch(
  { book, claims }: EnqueueDispatchDeps,
  user: User,
  dispatch: XmlDispatch,
): Promise<string> {
  const found = findByAddress(
    book,
    user,
    ({ remetente, configId }) => (remetente ?? configId) === dispatch.remetente,
  )
  if (!found) throw unknownRemetente()
  const { disparo, address } = found
  const identificador = dispatch.identificador ?? newIdentificador()
  const key = batchKeyOf(identificador)
  try {
    await refuseBad(disparo, dispatch, key)
    await disparo.mayBegin({ key, rows: dispatch.contacts.length })
    const retentionMs = 2 * (address.ledgerDays ?? defaultLedgerDays) * dayMs
    const claim = { account: disparo.account, identificador, dispatch, retentionMs }
    if (!(await claims.claim(claim))) throw otherDocument()
    // Each contact is a message and an item of 50.02, also where two are alike.
    const receipt = await disparo.sendMany(messagesOf(dispatch), {
      ...{ key, lane: laneOf(dispatch, address), createdBy: user.name },
      ...{ rowsBy: 'place', format: 'xml' },
    })
    if (receipt.rejected > 0) throw otherDocument()
    return receipt.id
  } catch (error) {
    if (error instanceof BatchCancelledError) throw cancelled()
    if (error instanceof QuotaExceededError) throw overQuota(error, identificador)
    throw error instanceof RedisUnavailableError ? repeatable(error, identificador) : error
  }
}

/** What was enqueued before is answered as then, whatever has become of its template since. @throws XmlRequestError */
async function refuseBad(disparo: Disparo, dispatch: XmlDispatch, key: string): Promise<void> {
  const check = (known: { key?: string }) =>
    disparo.check(messagesOf(dispatch), { ...known, rowsBy: 'place', details: false })
  const { rejected, problems } = await check({})
  if (rejected === 0) return
  const isRepeated = dispatch.identificador !== undefined && (await check({ key })).rejected === 0
  if (!isRepeated) throw new XmlRequestError(problemsOf(problems))
}

/** The batch's idempotency key; no program that uses HTTP's `Idempotency-Key` has one like it by chance. */
export function batchKeyOf(identificador: string): string {
  return `integracao.php/${identificador}`
}

/** One contact is answered to somebody, many are a campaign. */
function laneOf({ contacts }: XmlDispatch, { defaultLane }: AccountAddress) {
  return contacts.length === 1 ? (defaultLane ?? 'bulk') : 'bulk'
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** "Caso não seja fornecido, será gerado automaticamente": 13 characters, 77 bits. */
function newIdentificador(): string {
  return Array.from({ length: 13 }, () => letters[randomInt(letters.length)]).join('')
}

function unknownRemetente(): XmlRefusalError {
  return new XmlRefusalError(200, 'remetente', 'remetente: não é de uma conta que este usuário pode usar')
}

function otherDocument(): XmlRefusalError {
  const message = 'identificador: já foi usado em outro envio; use um novo, ou repita o mesmo documento'
  return new XmlRefusalError(200, 'identificador', message)
}

function cancelled(): XmlRefusalError {
  const message = 'identificador: este envio foi cancelado; para enviar de novo, use um novo identificador'
  return new XmlRefusalError(200, 'identificador', message)
}

/** Where others came in between some contacts are in, so that repeating needs the identificador. */
function overQuota(cause: QuotaExceededError, identificador: string): XmlRefusalError {
  const message = `Limite de mensagens da conta atingido: repita mais tarde o mesmo documento com o identificador ${identificador}, e nenhum contato receberá a mensagem duas vezes`
  const headers = { ...retryAfter(cause.retryAfterMs), ...exhaustedHeaders(cause.retryAfterMs) }
  return new XmlRefusalError(429, 'limit', message, { headers }, { cause })
}

/** Redis may have taken some contacts before it went away, so repeating needs the identificador, even one made here. */
function repeatable(cause: RedisUnavailableError, identificador: string): XmlRefusalError {
  const message = `${outageMessage(cause)}: repita o mesmo documento com o identificador ${identificador}, e nenhum contato receberá a mensagem duas vezes`
  return new XmlRefusalError(503, 'outage', message, { headers: retryAfter(5_000) }, { cause })
}
