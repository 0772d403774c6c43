import type { NewAct } from '@disparo/core/internal/audit'
import { maySee, type User } from '@disparo/service/users'
import type { Board } from './board-queue.js'

interface BoardAct {
  readonly action: string
  /** The queue; all that the user sees where none is named. */
  readonly queueName?: string | undefined
  readonly retried?: number | undefined
}

/** Notes, with each account concerned, what was done in the board. It is done by then, and no failure where Redis does not take the note. */
export async function noteBoardAct(
  { queues }: Board,
  user: User,
  { action, queueName, retried }: BoardAct,
): Promise<void> {
  const notes = new Map<string, (act: NewAct) => Promise<void>>()
  for (const { account, queue, note } of queues) {
    if (maySee(user, account) && (queueName ?? queue.name) === queue.name) notes.set(account, note)
  }
  const noted = [...notes].map(([account, note]) => {
    const lane = queueName === undefined ? 'all' : queueName.slice(account.length + 1)
    const what = `${action} ${lane}`
    return note({ action: 'queue-changed', by: user.name, what, count: retried }).catch(() => {})
  })
  await Promise.all(noted)
}
