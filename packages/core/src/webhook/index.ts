/** Events of Hi Broker's webhook that no message was found for, and where they are kept. */
export { eventText, readEventText } from './event-text.js'
export {
  readUnmatchedEvents,
  type UnmatchedEvent,
  type UnmatchedPage,
  type WebhookDeps,
} from './unmatched-events.js'
