export { Message, SendReceipt } from './message.js'
export { messageCsv } from './message-csv.js'
export { NewMessage, NewRow, Terms } from './new-message.js'
export { messageOperations } from './operations.js'
export { MessageSearch, MessagesFound, SearchQuery } from './search.js'
export { SeedMessage } from './seed-message.js'
export {
  CountedStatus,
  HasWorker,
  isSettled,
  Lane,
  LaneChoice,
  MessageStatus,
  settledStatuses,
  Waiting,
} from './status.js'
