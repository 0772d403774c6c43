/** What stops a program before it serves anybody, told in one line. */
export { type ListenSettings, listenFault } from './listen-fault.js'
export { explainRedisFault, type RedisFault, redisFaultCode } from './redis-fault.js'
export { refuseWrongRedis } from './refuse-wrong-redis.js'
export { startFailure } from './start-failure.js'
