import type { Client } from '@disparo/api'
import type { ServiceSettings } from './config.js'
import type { ExitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'

/** What every command has: where it prints, the service it asks, and as which account. */
export interface CommandContext {
  readonly terminal: Terminal
  readonly client: Client
  readonly account: string
  readonly settings: ServiceSettings
}

/** Runs a command with its tools, and ends the program with its exit code. */
export type WithContext = (run: (tools: CommandContext) => Promise<ExitCode>) => Promise<void>
