import { environment, ProducerSettings, readSettings } from '@disparo/service/settings'

export { environment }

/** @throws ConfigurationError naming each variable that is wrong, never its value */
export function readConfig(): ProducerSettings {
  return readSettings(ProducerSettings, environment)
}
