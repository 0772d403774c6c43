import type { Template } from '../templates/index.js'

/** Which templates, in the order of their names. */
export interface TemplateQuery {
  /** Part of the name; cases and accents are one. */
  readonly q?: string | undefined
  /** As the source writes it, in any case. */
  readonly status?: string | undefined
  /** The `next` of the page before. */
  readonly after?: TemplatePlace | undefined
  readonly limit: number
}

/** Where a page begins: after the template of this name, language and namespace. */
type TemplatePlace = string

/** A page of templates; `next` is a text for the next one. It holds while templates come and go. */
export function listTemplates(
  templates: readonly Template[],
  { q, status, after, limit }: TemplateQuery,
): { readonly templates: readonly Template[]; readonly next?: string } {
  const wanted = q === undefined ? undefined : plain(q)
  const found = templates
    .filter((template) => wanted === undefined || plain(template.name).includes(wanted))
    .filter((template) => status === undefined || template.status === status.toUpperCase())
    .map((template) => ({ template, place: placeOf(template) }))
    .filter(({ place }) => after === undefined || compare(place, after) > 0)
    .sort((one, other) => compare(one.place, other.place))
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    templates: page.map(({ template }) => template),
    ...(last && found.length > limit && { next: Buffer.from(last.place).toString('base64url') }),
  }
}

/** @returns `undefined` for what can be no page's */
export function parseTemplatePlace(text: string): TemplatePlace | undefined {
  return /^[\w-]{2,4000}$/.test(text) ? Buffer.from(text, 'base64url').toString('utf8') : undefined
}

function placeOf({ name, language = '', namespace = '' }: Template): TemplatePlace {
  return [name, language, namespace].join('\0')
}

function compare(one: TemplatePlace, other: TemplatePlace): number {
  return one < other ? -1 : Number(one > other)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
