export { collectLines, countOf, type LogLine } from '../stack/log-lines.js'
