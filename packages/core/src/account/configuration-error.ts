/** The configuration cannot be used. The message names the file or variable and what it must be; never a value. */
export class ConfigurationError extends Error {
  readonly code = 'CONFIGURATION'

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ConfigurationError'
  }
}
