export function describeCounts(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `  ${status.padEnd(12)}${count}`)
}
