import type { AppProcess } from '../stack/start-app.js'

/** Runs `use`, then stops the program. @throws Error with the program's last words when it ends before `use` does */
export async function whileRunning<T>(app: AppProcess, use: () => Promise<T>): Promise<T> {
  const ended = app.exited.then(() => {
    throw new Error(`${app.name} ended before its work was done. Its last words:\n${app.output()}`)
  })
  try {
    return await Promise.race([use(), ended])
  } finally {
    await app.stop()
  }
}
