import { releaseOfLayout } from '@disparo/core/internal/layout'
import type { Words } from './words/index.js'

/** `layout 2 (of version 0.2.0)`, in the language of people. */
export function nameLayout(layout: number, { migrate }: Words): string {
  if (!Number.isFinite(layout)) return migrate.laterLayout
  const release = releaseOfLayout(layout)
  return release === undefined ? migrate.layout(layout) : migrate.released(layout, release)
}
