export { versionOf } from './version-of.js'
