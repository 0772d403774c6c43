export { CallbackReplay, Callbacks, Replay } from './callbacks.js'
export { callbackOperations } from './operations.js'
