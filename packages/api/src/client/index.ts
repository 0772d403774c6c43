export { ApiError, type ApiErrorCode } from './api-error.js'
export { checkBatch } from './check-batch.js'
export { type BareClient, createBareClient } from './create-bare-client.js'
export {
  basic,
  bearer,
  type Client,
  type ClientOptions,
  createClient,
} from './create-client.js'
export { eachPage } from './each-page.js'
export type { Fetch, FetchRequest, FetchResponse, UploadBody } from './fetch.js'
export type { AnswerOf, RequestOf, Upload } from './request.js'
