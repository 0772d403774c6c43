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
const between = '\0'

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
    ...(last && found.length > limit && { next: textOf(last.place) }),
  }
}

/** @returns `undefined` for what can be no page's */
export function parseTemplatePlace(text: string): TemplatePlace | undefined {
  if (!/^[\w-]{1,3000}\.[\w-]{0,400}\.[\w-]{0,3000}$/.test(text)) return undefined
  return text
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
    .join(between)
}

function textOf(place: TemplatePlace): string {
  return place
    .split(between)
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
}

function placeOf({ name, language = '', namespace = '' }: Template): TemplatePlace {
  return [name, language, namespace].join(between)
}

function compare(one: TemplatePlace, other: TemplatePlace): number {
  return one < other ? -1 : Number(one > other)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
