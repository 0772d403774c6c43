/** Who did what, of an account: a stream that is bounded in number and age, and names nobody who was messaged. */
export { type Act, type AuditAction, auditActions, type NewAct } from './act.js'
export { noteAct } from './note-act.js'
export { noteActLua } from './note-act.lua.js'
export { type ActQuery, readActs } from './read-acts.js'
