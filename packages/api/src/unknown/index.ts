export { mostResolved } from './most-resolved.js'
export { unknownOperations } from './operations.js'
export { DoubtsResolved, ManyResolutions, Resolution, UnknownMessages } from './resolution.js'
