/** What was sealed cannot be opened: its key is not among those given, or another has its id. Nothing is lost. */
export class DataKeyMissingError extends Error {
  readonly code = 'DATA_KEY_MISSING'

  /** The key's id, as it stands in what is sealed. */
  readonly keyId: string
  /** Names the very key, also where another has its id: `<id>.<check>` (see `sealedBy`). */
  readonly keyFingerprint: string

  constructor(mark: string) {
    const keyId = keyIdOfFingerprint(mark)
    super(`Personal data is sealed with the key "${keyId}": put that key into DISPARO_DATA_KEY (again)`)
    this.name = 'DataKeyMissingError'
    this.keyId = keyId
    this.keyFingerprint = mark
  }
}

/** The id of the key that a mark names. */
export function keyIdOfFingerprint(mark: string): string {
  return mark.split('.', 1)[0] ?? ''
}
