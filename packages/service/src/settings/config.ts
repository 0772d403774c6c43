import type { Env } from '@disparo/core/internal/account'

/** The process's environment, read here and nowhere else. Secrets are looked up in it by the names that accounts give. */
export const environment: Env = process.env
