/** The last address that forwarded requests and is not trusted: noted by a producer, read by the doctor. */
export { noteUntrustedProxy, readUntrustedProxy } from './untrusted-proxy.js'
