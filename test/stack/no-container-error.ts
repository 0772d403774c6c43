/** No container of Redis is to be had: Docker does not answer, or has not the image, or the server did not start. */
export class NoContainerError extends Error {
  override readonly name = 'NoContainerError'
  readonly code = 'NO_CONTAINER'
}
