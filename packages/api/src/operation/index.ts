export { Instant, Moment, QueryMoment } from './moments.js'
export { linesType, type Operation, operation, type Role } from './operation.js'
export { AccountParams, IdParams, KeyHeaders } from './params.js'
export { after, count, flag, limit, Next, NoQuery, optionalLimit } from './queries.js'
