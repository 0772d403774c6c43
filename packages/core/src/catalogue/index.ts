export { askForSync, type LastSync, readLastSync } from './ask-sync.js'
export { type CatalogueCache, type CatalogueInForce, openCatalogueCache } from './catalogue-cache.js'
export { type CatalogueState, Enforce, type TemplateSource } from './catalogue-state.js'
export {
  listTemplates,
  parseTemplatePlace,
  type TemplateQuery,
} from './list-templates.js'
export { readCatalogue, readCatalogueState } from './read-catalogue.js'
export {
  dropCatalogue,
  recordCatalogueFailure,
  storeCatalogue,
  UnusableCatalogueError,
} from './store-catalogue.js'
