import { type BatchType, NewMessage, NewRow, SeedMessage } from '@disparo/api'
import { z } from 'zod'

/** The examples of the documentation. The numbers are those of seed 001. */
export const messageExamples = {
  seed: {
    summary: 'As the REST API of Hi Platform takes it',
    value: {
      to: '551199999999',
      namespace: 'namespace_Enviado_Pela_Hi',
      elementName: 'elementName_Enviado_Pela_Hi',
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'R$10' },
            { type: 'text', text: '5364' },
          ],
        },
      ],
    },
  },
  friendly: {
    summary: 'The friendly form',
    value: {
      to: '551199999999',
      template: { namespace: 'namespace_Enviado_Pela_Hi', elementName: 'elementName_Enviado_Pela_Hi' },
      header: { image: 'https://urldaimagem.com.br/imagem' },
      body: ['R$10', '5364'],
      buttons: [{ url: 'pedido-1', index: 0 }],
      externalLabel: 'black_friday',
      expiresAt: '2026-11-27T18:00:00-03:00',
    },
  },
  code: {
    summary: 'A one-time code, which is urgent',
    value: {
      to: '551199999999',
      template: { namespace: 'default', elementName: 'elementName_Enviado_Pela_Hi' },
      otp: '123456',
    },
  },
} as const

const ndjson = [
  {
    to: '551199999999',
    template: { namespace: 'default', elementName: 'aviso' },
    body: ['R$10'],
    key: 'n-1',
  },
  { to: '5511999999', template: { namespace: 'default', elementName: 'aviso' }, body: ['R$20'], key: 'n-2' },
]

const csv = `to,namespace,elementName,body1,body2,coupon,externalLabel
551199999999,default,oferta,R$10,5364,CUPOMAQUI,black_friday
`

/** What is sent, by name: a generated client calls its types so. */
export const inputSchemas = {
  HiMessage: schemaOf(SeedMessage),
  NewMessage: schemaOf(NewMessage),
  NewRow: schemaOf(NewRow),
}

function schemaOf(schema: z.ZodType): object {
  const { $schema: _, ...named } = z.toJSONSchema(schema, { io: 'input' })
  return named
}

const rows = { type: 'array', items: { $ref: '#/components/schemas/NewRow' } } as const

/** The body of a batch: it is read as a stream and so has no schema of the route's own. */
export const batchBody = {
  required: true,
  content: {
    'text/csv': {
      schema: {
        type: 'string',
        description:
          'UTF-8, UTF-16 or Windows-1252, with a header; comma, semicolon or tab. Columns, in any order: to, namespace, elementName (required), body1 … bodyN, headerText, headerImage, headerDocument, headerFilename, headerVideo, otp, coupon, button0 … button9, category, externalLabel, reference, metadata.NAME, key, sendAt, expiresAt. An empty cell is an absent field.',
      },
      examples: { coupon: { value: csv } },
    },
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
      schema: {
        type: 'string',
        format: 'binary',
        description: 'A workbook: its first visible sheet, or `sheet`.',
      },
    },
    'application/x-ndjson': {
      schema: {
        type: 'string',
        description: 'One message a line, in either form, with `key`, `sendAt` and `expiresAt` where wanted.',
      },
      examples: { friendly: { value: ndjson.map((row) => `${JSON.stringify(row)}\n`).join('') } },
    },
    'application/json': {
      schema: {
        description: 'An array of messages, or {"messages": […]} with nothing else in it.',
        anyOf: [rows, { type: 'object', required: ['messages'], properties: { messages: rows } }],
      },
      examples: { friendly: { value: ndjson } },
    },
  },
} as const satisfies { required: true; content: Partial<Record<BatchType, object>> }
