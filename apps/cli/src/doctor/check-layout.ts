import { LayoutError, layoutVersion, readLayout, stepsFrom } from '@disparo/core/internal/layout'
import { type Redis, withTimeout } from '@disparo/core/internal/redis'
import { nameLayout } from '../name-layout.js'
import type { Words } from '../words/index.js'
import { type Finding, fail, ok } from './finding.js'

const answerMs = 5_000

/** Which layout Redis has, and whether programs of this version work with it. @throws RedisUnavailableError */
export async function checkLayout(redis: Redis, words: Words): Promise<Finding[]> {
  const { checks, layout: said } = words.doctor
  const check = checks.layout
  const { layout, isMarked } = await withTimeout(redis, answerMs, () => readLayout(redis))
  if (!isMarked) return [ok(check, said.unmarked(nameLayout(layoutVersion, words)))]
  try {
    const missing = stepsFrom(layout)
    const isLeft = missing.some(({ byCommand }) => byCommand)
    if (!isLeft) return [ok(check, nameLayout(layout, words))]
    return [fail(check, nameLayout(layout, words), said.migrate)]
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error
    const found = said.newer(nameLayout(layout, words), nameLayout(error.known, words))
    return [fail(check, found, said.upgrade)]
  }
}
