export { Message, SendReceipt } from './message.js'
export { NewMessage, NewRow, Terms } from './new-message.js'
export { messageOperations } from './operations.js'
export { HasWorker, isSettled, Lane, LaneChoice, MessageStatus, settledStatuses, Waiting } from './status.js'
