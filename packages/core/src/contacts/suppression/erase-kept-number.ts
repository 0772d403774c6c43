import { eraseLiftWords } from './lifts.js'
import { placeOf } from './list-names.js'
import type { SuppressionLists } from './suppression-lists.js'

/** Erases a number that is kept with a suppression, and why one was lifted. The suppression stays: who is forgotten is not messaged again for it. */
export async function eraseKeptNumber({ own, all }: SuppressionLists, recipient: string): Promise<void> {
  for (const list of [own, all]) {
    const { redis, keys, persons } = list
    const marks = await persons.marks({ maxAgeMs: 0 })
    for (const mark of marks.all(recipient)) {
      const { name, field } = placeOf(mark)
      await redis.hdel(`${keys.suppressed}number:${name}`, field)
    }
    await eraseLiftWords(list, recipient)
  }
}
