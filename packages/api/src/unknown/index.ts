export { unknownOperations } from './operations.js'
export { DoubtsResolved, ManyResolutions, mostResolved, Resolution, UnknownMessages } from './resolution.js'
