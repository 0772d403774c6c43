/** Hi Broker's webhook: what its events show of messages, those that come before their message is known included. */
export { type MatchedAgain, matchAgain } from './match-again.js'
export { type Received, receiveEvents } from './receive-events.js'
