import { z } from 'zod'
import { fieldsOf, type Target } from '../message/read-template-request.js'
import { type Dispatch, DispatchDocument, recipientOf } from './dispatch-document.js'
import { parseDocument } from './parse-document.js'
import { fieldsProblem, XML_PROBLEMS, type XmlProblem } from './xml-problem.js'

/** What is asked for; whatever is no 50.02 counts as an attempt to send, as it costs somebody's quota. */
export type XmlRequest = XmlSend | XmlQuery

export type XmlSend = {
  readonly kind: 'xml-send'
  /** Where it could be read and is known. */
  readonly trans?: string
  readonly target: Target
  /** As far as it can be read: it says whose quota is spent. */
  readonly remetente?: string | undefined
} & Checked

export interface XmlQuery {
  readonly kind: 'xml-status'
  readonly trans: string
  readonly target: Target
  /** Empty when there is none. */
  readonly code: string
}

type Checked =
  | { readonly valid: true; readonly dispatch: Dispatch }
  | { readonly valid: false; readonly problem: XmlProblem }

const text = z.string().trim().optional().catch(undefined)

/** As much of a document as can be read, whatever is wrong with it. */
const Outline = z.object({
  main: z.object({
    emkt: z
      .object({
        '@_trans': text,
        codigo: text,
        remetente: text,
        element_name: text,
        contact: z.array(z.object({ phone: text }).catch({})).catch([]),
      })
      .loose(),
  }),
})

/** Reads a document of seed 000. */
export function readXmlRequest(document: string): XmlRequest {
  const tree = parseDocument(document)
  const outline = Outline.safeParse(tree)
  if (!outline.success) return { kind: 'xml-send', target: {}, valid: false, problem: XML_PROBLEMS.document }
  const { '@_trans': trans = '', codigo = '', remetente, element_name, contact } = outline.data.main.emkt
  if (trans === '50.02') return { kind: 'xml-status', trans, target: {}, code: codigo }
  const phones = contact.flatMap(({ phone }) => (phone === undefined ? [] : [phone]))
  const target = { to: phones.map(recipientOf), elementName: element_name }
  if (trans !== '50.01') {
    return { kind: 'xml-send', target, remetente, valid: false, problem: XML_PROBLEMS.transaction }
  }
  return { kind: 'xml-send', trans, target, remetente, ...check(tree) }
}

const Document = z.object({ main: z.object({ emkt: DispatchDocument }) })

function check(tree: unknown): Checked {
  const document = Document.safeParse(tree)
  if (document.success) return { valid: true, dispatch: document.data.main.emkt }
  const fields = fieldsOf(document.error).map((path) =>
    path.replace('main.emkt.', '').replace('.#text', '').replace('.@_', '.'),
  )
  return { valid: false, problem: fieldsProblem(fields) }
}
