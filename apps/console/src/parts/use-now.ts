import { useEffect, useState } from 'react'

/** The time, read anew every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** Since when the tab is seen: nothing is asked before, so that what is old then is no fault. */
export function useVisibleSince(): number {
  const [since, setSince] = useState(Date.now)
  useEffect(() => {
    const see = () => setSince(Date.now())
    document.addEventListener('visibilitychange', see)
    return () => document.removeEventListener('visibilitychange', see)
  }, [])
  return since
}
