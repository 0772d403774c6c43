/** A producer of its own for tests, of this app and of the command line. */

export { createAuthenticator } from '../access/authenticator.js'
export { openDropIn, seedUser } from '../drop-in/rest/drop-in.test.support.js'
export { authorization, forget, password, startTestServer, user } from './test-server.js'
export { basic } from './test-user.js'
