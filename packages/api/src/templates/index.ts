export { templateOperations } from './operations.js'
export { Enforce, Template, TemplatePage, TemplateSync, TemplatesQuery } from './template.js'
