/** The environment is not fit to start with. The message names each variable and what it must be, never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code = 'CONFIG_INVALID'
}
