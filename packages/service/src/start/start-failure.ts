import { ConfigurationError } from '@disparo/core/internal/account'
import { LayoutError } from '@disparo/core/internal/layout'

/** What a program that could not start says last: one line where its surroundings are at fault, the stack where it is itself. */
export function startFailure(program: string, error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof LayoutError)
    return `disparo ${program}: ${error.message.replaceAll('\n', ' ')}\n`
  return `${error instanceof Error ? error.stack : String(error)}\n`
}
