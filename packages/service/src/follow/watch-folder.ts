import { type FSWatcher, watch } from 'node:fs'

interface FolderWatch {
  /** Watches again, where the folder was not there, or went away. */
  renew(): void
  close(): void
}

/**
 * Hears that something happens in a folder: a file is written there, or takes the place of another by rename, as editors
 * do it, or a symbolic link is swapped, as Kubernetes does it. It may miss some, and hears of other files, too.
 */
export function watchFolder(folder: string, onEvent: () => void): FolderWatch {
  let watcher: FSWatcher | undefined
  const stop = () => {
    watcher?.close()
    watcher = undefined
  }
  const renew = () => {
    if (watcher) return
    try {
      watcher = watch(folder, { persistent: false }, onEvent)
      watcher.on('error', stop)
    } catch {
      // Not there, or the system has no more watches: whoever asks for it looks now and then anyway.
    }
  }
  renew()
  return { renew, close: stop }
}
