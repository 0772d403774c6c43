import type { ExitCode } from './exit-code.js'
import type { Service } from './service.js'
import type { Terminal } from './terminal.js'

/** What every command has: where it prints, and the service it asks. */
export interface Tools {
  readonly terminal: Terminal
  readonly service: Service
}

/** Runs a command with its tools, and ends the program with its exit code. */
export type WithTools = (run: (tools: Tools) => Promise<ExitCode>) => Promise<void>
