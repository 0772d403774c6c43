/** Hi Broker's webhook: what its events show of messages, those that come before their message is known included. */

export { type ReceiveResult, receiveEvents } from './receive-events.js'
export { type RematchResult, rematchEvents } from './rematch-events.js'
