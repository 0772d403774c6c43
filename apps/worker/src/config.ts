import type { Env } from '@disparo/core/account'
import { readSettings, WorkerSettings } from '@disparo/core/settings'

/** This process's environment, read here and nowhere else. Secrets are looked up in it by the names that accounts give. */
export const environment: Env = process.env

/** @throws ConfigurationError naming each variable that is wrong, never its value */
export function readConfig(): WorkerSettings {
  return readSettings(WorkerSettings, environment)
}
