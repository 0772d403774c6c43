import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'

/** Names are compared in lower case, as the original answers in both. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  alwaysCreateTextNode: true,
  transformTagName: (name) => name.toLowerCase(),
  isArray: (name) => name === 'item',
})

const text = z.object({ '#text': z.string() }).transform((element) => element['#text'])

/** Seed 000: `trans` of the answer to 50.02 is that of another query there, so only its form counts. */
const attributes = {
  '@trans': z.string().regex(/^\d\d\.\d\d$/),
  '@KEY': z.string().min(1),
  '#text': z.literal('').optional(),
}

const envelope = <T extends z.ZodRawShape>(content: T) =>
  z
    .strictObject({
      main: z.strictObject({
        emkt: z.strictObject({ ...attributes, ...content }),
        '#text': z.literal('').optional(),
      }),
    })
    .transform(({ main }) => main.emkt)

/** Seed 000, "XML de retorno" of 50.01. */
export const CodeAnswer = envelope({ return: text.pipe(z.string().min(1)) })

const Item = z.strictObject({ telefone: text, status: text, '#text': z.literal('').optional() })

/** Seed 000, "XML de Retorno" of 50.02. */
export const StatusAnswer = envelope({ item: z.array(Item).min(1) })

/** An error has an id other than 00, in the same place; where the document could not be read it has no `trans`. */
const Problem = z.object({
  main: z.object({
    emkt: z.object({
      return: z
        .object({ '@ID': z.string().optional(), '@id': z.string().optional(), '#text': z.string().min(1) })
        .transform((told) => ({
          id: told['@ID'] ?? told['@id'],
          named: told['@ID'] === undefined ? ('id' as const) : ('ID' as const),
          says: told['#text'],
        })),
    }),
  }),
})

interface XmlProblem {
  readonly id: string | undefined
  readonly named: 'ID' | 'id'
  readonly says: string
}

export function readXml<T>(shape: z.ZodType<T>, document: string): T {
  return shape.parse(parser.parse(document))
}

export function readProblem(document: string): XmlProblem {
  return readXml(Problem, document).main.emkt.return
}
