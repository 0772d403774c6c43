/** A body came compressed, or coded otherwise (`Content-Encoding`): none is unpacked here. */
export class EncodedBodyError extends Error {
  readonly code = 'ENCODED_BODY'
  readonly statusCode = 415

  constructor() {
    super('Bodies are taken as they are: send it without Content-Encoding, not compressed')
    this.name = 'EncodedBodyError'
  }
}
