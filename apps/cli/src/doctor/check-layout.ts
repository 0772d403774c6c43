import {
  LayoutError,
  layoutVersion,
  nameOfLayout,
  readLayout,
  stepsFrom,
} from '@disparo/core/internal/layout'
import { type Redis, withTimeout } from '@disparo/core/internal/redis'
import { type Finding, fail, ok } from './finding.js'

const answerMs = 5_000
const check = 'layout'

/** Which layout Redis has, and whether programs of this version work with it. @throws RedisUnavailableError */
export async function checkLayout(redis: Redis): Promise<Finding[]> {
  const { layout, isMarked } = await withTimeout(redis, answerMs, () => readLayout(redis))
  if (!isMarked) {
    const next = `the first program of this version makes it ${nameOfLayout(layoutVersion)}`
    return [ok(check, `no version is noted, so it is empty, or of version 0.1.0: ${next}`)]
  }
  try {
    const missing = stepsFrom(layout)
    const isLeft = missing.some(({ byCommand }) => byCommand)
    if (!isLeft) return [ok(check, nameOfLayout(layout))]
    return [fail(check, nameOfLayout(layout), 'Stop all programs, and run: disparo migrate')]
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error
    const found = `${nameOfLayout(layout)}; this version works with ${nameOfLayout(error.known)}`
    return [fail(check, found, 'Upgrade what you run: programs of this version do not start.')]
  }
}
