/** `disparo migrate`. */
export const migrate = {
  laterLayout: 'a later layout',
  layout: (layout: number) => `layout ${layout}`,
  released: (layout: number, version: string) => `layout ${layout} (of version ${version})`,
  has: (found: string, wanted: string) => `Redis has ${found}; this is ${wanted}.`,
  had: (found: string, wanted: string) => `Redis had ${found}; this is ${wanted}.`,
  /** What a step does says the step itself. */
  does: (_layout: number, english: string) => english,
  step: (layout: number, does: string) => `  to ${layout}: ${does}`,
  progress: (layout: number) => `To layout ${layout}`,
  nothing: 'Nothing is to be done.',
  dryRun: 'Nothing was changed.',
  done: 'Done.',
  refused: (found: string, known: string) => `Redis has ${found}, and this program works with ${known}.`,
  obstacles: {
    newer: 'Upgrade this program.',
    older: 'Stop all programs, and run: disparo migrate',
    migrating: 'Another program migrates it: try again in a few seconds.',
  },
  redis: {
    full: 'Redis has no memory left (OOM)',
    busy: (reason: string) => `Redis takes nothing as it is now (${reason})`,
    away: 'Redis cannot be reached',
  },
  broke: (wrong: string) => `${wrong}: nothing was changed, or not all. Repeat it once Redis answers.`,
}
