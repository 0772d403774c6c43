export { sessionOperations } from './operations.js'
export { Login, Session, SessionEnded } from './session.js'
