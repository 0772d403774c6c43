/** Hi Broker's webhook: what its events show of messages, those that come before their message is known included. */

export { receiveEvents } from './receive-events.js'
export { rematchEvents } from './rematch-events.js'
