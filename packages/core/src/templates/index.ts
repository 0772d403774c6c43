export { checkAgainstTemplate } from './check-template.js'
export {
  defineTemplates,
  type NamedMessage,
  type NamedRow,
  type NoTemplates,
  type TemplateDefinition,
  type TemplateDefinitions,
} from './define-templates.js'
export { readNamed } from './named-message.js'
export { readTemplate } from './read-template.js'
export { readTemplateFile, type TemplateFile } from './read-template-file.js'
export { mostTemplateProblems, mostTemplates, readTemplates, type TemplateList } from './read-templates.js'
export { type RenderedTemplate, renderTemplate } from './render-template.js'
export {
  type HeaderType,
  isForOneTimeCodes,
  type Template,
  type TemplateButton,
  type TemplateButtonType,
} from './template.js'
export { openTemplateCatalogue, type TemplateCatalogue } from './template-catalogue.js'
export {
  asFieldProblem,
  type TemplateProblem,
  type TemplateProblemKind,
  templateProblemKinds,
} from './template-problem.js'
