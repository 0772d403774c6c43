export { type FakeDisparo, type FakeOptions, fakeDisparo, NotFakedError } from './fake-disparo.js'
export type { SentMessage } from './recorder.js'
