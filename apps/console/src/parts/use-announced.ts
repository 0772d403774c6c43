import { useRef, useState } from 'react'

interface Announced<Row> {
  readonly rows: readonly Row[]
  /** How many are not shown yet. */
  readonly waiting: number
  readonly show: () => void
}

/**
 * Rows in the order in which somebody reads them: what comes while they do waits until they ask for it, and what they see
 * stays, with what is known of it last.
 */
export function useAnnounced<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Announced<Row> {
  const [shown, setShown] = useState<readonly string[]>(() => rows.map(keyOf))
  const known = useRef(new Map<string, Row>())
  for (const row of rows) known.current.set(keyOf(row), row)
  const seen = new Set(shown)
  return {
    rows: shown.flatMap((key) => known.current.get(key) ?? []),
    waiting: rows.filter((row) => !seen.has(keyOf(row))).length,
    show: () => setShown(rows.map(keyOf)),
  }
}
