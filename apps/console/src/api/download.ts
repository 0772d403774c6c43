import { eachPage, type RejectedRows } from '@disparo/api'
import type { CampaignPlace } from './campaign.js'
import { service } from './client.js'
import { routes } from './routes.js'
import { save, saveAnswer } from './save.js'

/** All messages of a campaign, or those of some statuses, as a CSV. What breaks off is not kept. */
export async function downloadMessages(
  { account, id }: CampaignPlace,
  { statuses, withContent }: { readonly statuses: readonly string[]; readonly withContent: boolean },
): Promise<void> {
  const path = routes.getBatchMessages.path
    .replace(':account', encodeURIComponent(account))
    .replace(':id', encodeURIComponent(id))
  const query = new URLSearchParams()
  if (statuses.length > 0) query.set('status', statuses.join(','))
  if (withContent) query.set('content', 'true')
  await saveAnswer(`${path}?${query}`, `campanha-${id.slice(0, 8)}.csv`)
}

/** What was wrong with the rows of the last import, as a CSV. */
export async function downloadRejected(params: CampaignPlace, columns: readonly string[]): Promise<void> {
  const lines = [columns]
  const pages = eachPage<RejectedRows>((after) =>
    service.getRejectedRows({ params: { ...params }, query: { after: String(after), limit: '10000' } }),
  )
  for await (const { rejected } of pages) {
    for (const { line, row, path, message } of rejected) lines.push([String(line ?? row), path, message])
  }
  const text = lines.map((cells) => cells.map(quoted).join(';')).join('\r\n')
  save(new Blob([`\ufeff${text}\r\n`], { type: 'text/csv' }), `linhas-${params.id.slice(0, 8)}.csv`)
}

/** RFC 4180; what a spreadsheet would take for a formula has an apostrophe before it. */
function quoted(cell: string): string {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return `"${text.replaceAll('"', '""')}"`
}
