export { ApiKey, ApiKeys, KeyRevoked, MadeApiKey, NewApiKey } from './api-key.js'
export { keyOperations } from './operations.js'
