import { z } from 'zod'
import { AccountParams, count, operation } from '../operation/index.js'
import { tableTypes, workbookTypes } from './media-types.js'
import { TextEncoding } from './receipt.js'

const Count = z.int()
/** The most rows in one answer. */
const mostRows = 100

const numbers = z
  .string()
  .regex(
    /^[1-9]\d{0,6}(?:,[1-9]\d{0,6}){0,99}$/,
    `must be 1 to ${mostRows} numbers of rows, from 1 on, separated by commas`,
  )
  .transform((text) => text.split(',').map(Number))

/** Which rows of a table are shown. */
export const TableQuery = z.strictObject({
  sheet: z.string().min(1).max(100).optional().meta({
    description: 'The sheet of a workbook that is read; the first visible one when absent.',
  }),
  rows: numbers.optional().meta({
    description: 'These rows, by their numbers, in place of the first ones.',
    example: '1,57',
  }),
  after: count(10_000_000).transform(Number).optional().meta({ description: 'Rows behind this one.' }),
  limit: count(mostRows).default('20').transform(Number),
})

/** What stands in a table: nothing of it is kept. */
export const TablePage = z
  .object({
    columns: z.array(z.string()).meta({ description: 'What its first line says, up to 200 columns.' }),
    rows: z.array(
      z.object({
        row: Count,
        line: Count.meta({ description: 'As a spreadsheet counts it, with the header.' }),
        cells: z.array(z.string()).meta({ description: 'Each up to 1,100 characters.' }),
      }),
    ),
    total: Count.meta({ description: 'Rows there are, without the header and blank ones.' }),
    encoding: TextEncoding.optional(),
  })
  .meta({ id: 'TablePage' })
export type TablePage = z.infer<typeof TablePage>

export const tableOperations = {
  readTable: operation({
    method: 'POST',
    path: '/v1/accounts/:account/batches/columns',
    tag: 'batches',
    role: 'send',
    summary: 'Show the columns and some rows of a file',
    description:
      'As a batch would read them: for who maps its columns, or corrects its rows. Nothing is enqueued or kept.',
    params: AccountParams,
    query: TableQuery,
    upload: [...tableTypes, ...workbookTypes],
    responses: { 200: TablePage },
    problems: [
      'malformed-body',
      'invalid-request',
      'unknown-account',
      'body-too-large',
      'unsupported-media-type',
      'broken-input',
      'too-busy',
      'no-room',
    ],
  }),
} as const
