import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Message, parseMessage } from '@disparo/core/internal/message'
import { parse } from 'csv-parse/sync'
import { repositoryRoot } from '../../stack/repository.js'

const CAMPAIGN = join(repositoryRoot, 'examples', 'campaign.csv')

/** A row of the campaign as a program has it that sends the messages itself. */
interface CampaignRow {
  readonly key: string
  readonly message: Message
}

/** examples/campaign.csv, or its heading and first rows: each is a line. */
export async function campaignCsv(count?: number): Promise<string> {
  const csv = await readFile(CAMPAIGN, 'utf8')
  return count === undefined
    ? csv
    : csv
        .split('\n')
        .slice(0, count + 1)
        .join('\n')
}

/** The same, for interfaces that take no CSV. */
export async function campaignRows(count?: number): Promise<CampaignRow[]> {
  const rows: Readonly<Record<string, string>>[] = parse(await campaignCsv(count), { columns: true })
  return rows.map((row) =>
    rowOf(Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell || undefined]))),
  )
}

function rowOf(cell: Readonly<Record<string, string | undefined>>): CampaignRow {
  const { to, namespace, elementName, otp, coupon, category, externalLabel, key = '' } = cell
  const body = [cell.body1, cell.body2, cell.body3, cell.body4].filter((text) => text !== undefined)
  const buttons = [
    ...[cell.button0, cell.button1].flatMap((url, index) => (url === undefined ? [] : [{ url, index }])),
    ...(coupon === undefined ? [] : [{ coupon }]),
  ]
  const parsed = parseMessage({
    to,
    template: { namespace, elementName },
    ...(body.length > 0 && { body }),
    ...(buttons.length > 0 && { buttons }),
    ...headerOf(cell),
    ...defined({ otp, category, externalLabel }),
  })
  if (!parsed.ok)
    throw new Error(`examples/campaign.csv is not as it should be: ${JSON.stringify(parsed.problems)}`)
  return { key, message: parsed.message }
}

function headerOf({
  headerText,
  headerImage,
  headerDocument,
  headerFilename,
  headerVideo,
}: Record<string, string | undefined>) {
  const document =
    headerDocument === undefined
      ? undefined
      : { link: headerDocument, ...defined({ filename: headerFilename }) }
  const header = defined({ text: headerText, image: headerImage, document, video: headerVideo })
  return Object.keys(header).length > 0 ? { header } : {}
}

function defined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
