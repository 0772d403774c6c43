import type { Disparo } from '@disparo/core'
import { phoneOfRecipient } from '@disparo/core/internal/message'
import { wordOfStatus, type XmlStatusItem } from '@disparo/hi-platform/xml'
import type { User } from '@disparo/service/users'
import type { Accounts } from '../../accounts/find-account.js'
import { visibleAccounts } from '../account-address.js'
import { XmlRefusalError } from './refusal-error.js'

const pageRows = 1_000

/** As many as the largest document has; what came as a file of a million rows is asked for by page, elsewhere. */
const mostItems = 200_000

/**
 * What became of each contact of a batch, in the order of its rows (seed 000, "Consultar os Status dos Envios"). The
 * code is the id of any batch in the user's accounts. Phones are DDD and number; those of other countries have their code.
 * @throws XmlRefusalError for a code that is not known
 */
export async function readStatuses(accounts: Accounts, user: User, codigo: string): Promise<XmlStatusItem[]> {
  const id = codigo.toLowerCase()
  const disparo = await ownerOf(visibleAccounts(accounts, user), id)
  const items: XmlStatusItem[] = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page = await disparo.batchMessages(id, { after, limit: pageRows })
    for (const { to, status } of page?.messages ?? []) {
      items.push({ telefone: phoneOfRecipient(to) ?? to, status: wordOfStatus(status) })
    }
    after = page?.next
  }
  return items
}

async function ownerOf(accounts: readonly Disparo[], id: string): Promise<Disparo> {
  for (const disparo of accounts) {
    const batch = await disparo.batch(id)
    if (batch && batch.total > mostItems) throw tooMany()
    if (batch) return disparo
  }
  throw new XmlRefusalError(
    200,
    'codigo',
    'codigo: desconhecido; envie o código que o envio (50.01) retornou',
  )
}

function tooMany(): XmlRefusalError {
  const message = `codigo: o envio tem mais de ${mostItems} contatos; consulte-o por páginas em /v1/accounts/…/batches/…/messages`
  return new XmlRefusalError(200, 'codigo', message)
}
