import type { Client } from '@disparo/api'
import type { ServiceSettings } from './config.js'
import type { ExitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'

/** What every command has: where it prints, the service it asks, and as which account. */
export interface Tools {
  readonly terminal: Terminal
  readonly client: Client
  readonly account: string
  readonly settings: ServiceSettings
}

/** Runs a command with its tools, and ends the program with its exit code. */
export type WithTools = (run: (tools: Tools) => Promise<ExitCode>) => Promise<void>
