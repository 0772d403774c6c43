/** Who may use a producer: the users' file, and how passwords are kept in it. */
export { followUsers } from './follow-users.js'
export { type KnownUser, UserEntry, UserName } from './known-user.js'
export { loadUsers } from './load-users.js'
export { md5Of, newPassword, shortestPassword } from './new-password.js'
export { defaultCost, fitsHash, formatHash, hashSecret, isWeak, type ScryptHash } from './scrypt-hash.js'
export { maySee, type Role, roles, type User } from './user.js'
export { replaceUsers, type Users, usersByName } from './users.js'
