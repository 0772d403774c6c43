/**
 * What a log may say of a fault of ours: where it was, and its name and code. Its message may quote what somebody sent
 * (JSON.parse does), and its other properties repeat the command that Redis refused.
 */
export function faultFields(error: unknown): { name: string; code?: string; at?: string[]; cause?: string } {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code } = error as { code?: unknown }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: frames.map((line) => line.trim()),
    ...(error.cause instanceof Error ? { cause: error.cause.name } : {}),
  }
}
