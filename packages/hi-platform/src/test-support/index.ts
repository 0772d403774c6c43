/** What tests of every package and app may use: a server on loopback. */

export { type LoopbackServer, listenOnLoopback } from './listen-on-loopback.js'
