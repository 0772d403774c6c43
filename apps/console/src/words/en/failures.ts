/** The service says it in English itself. */
export const failures: Readonly<Record<string, readonly [reason: string, advice: string]>> = {}
