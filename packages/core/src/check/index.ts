export { type RowsInspected, rowsInspection } from './inspect-rows.js'
export type { RowPreview } from './preview.js'
export type { TemplateUse } from './template-use.js'
