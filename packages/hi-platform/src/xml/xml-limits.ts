export interface XmlLimits {
  /** UTF-16 units. */
  readonly maxLength: number
  /** Default 16. */
  readonly maxDepth?: number
  /** Default 300,000: 10,000 contacts with 27 parameters each. */
  readonly maxElements?: number
}

export const defaultLimits = { maxDepth: 16, maxElements: 300_000 } as const

/** UTF-16 units; the longest tag of the documented structures has 30. */
export const longestTag = 4_096
