/** A producer of its own for tests, of this app and of the command line. */
export { createDoorkeeper } from '../access/doorkeeper.js'
export { openDropIn, seedUser } from '../drop-in/rest/drop-in.test.support.js'
export {
  type Answer,
  authorization,
  type Door,
  forget,
  openDoor,
  password,
  user,
} from './open-door.js'
export { basic } from './test-user.js'
