import { environment, readSettings, WorkerSettings } from '@disparo/service/settings'

export { environment }

/** @throws ConfigurationError naming each variable that is wrong, never its value */
export function readConfig(): WorkerSettings {
  return readSettings(WorkerSettings, environment)
}
