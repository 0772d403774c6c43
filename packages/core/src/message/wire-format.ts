import { z } from 'zod'

/**
 * How the account's broker wants a body written. `botmaker` names the body's variables (`variableName: "var_1"`),
 * `hi` (also Interaxa) goes by their position. Seed 001, "Formato Botmaker" and "Formato Hi/Interaxa".
 */
export const WireFormat = z.enum(['hi', 'botmaker'])
export type WireFormat = z.infer<typeof WireFormat>

/** The name of the body's variable at a position (from 0), as in the seed's examples for Botmaker. */
export function variableNameAt(position: number): string {
  return `var_${position + 1}`
}
