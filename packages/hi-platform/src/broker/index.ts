/** How Hi Broker's public API is spoken: its list of templates. */
export { fetchTemplates, type TemplateListOptions } from './fetch-templates.js'
export { TemplateListError } from './template-list-error.js'
