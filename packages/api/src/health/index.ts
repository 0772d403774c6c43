export { Health, healthOperations } from './operations.js'
