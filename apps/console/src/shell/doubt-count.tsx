import { useAccount } from '../api/account.js'
import { useSpeech } from '../words/use-words.js'
import styles from './doubt-count.module.css'
import { useSigned } from './session.js'

/** How many messages are in doubt, where any is. */
export function DoubtCount() {
  const { account } = useSigned()
  const { format } = useSpeech()
  const { data } = useAccount(account, 15_000)
  if (!data || data.unknown === 0) return null
  return <span className={styles.count}>{format.number(data.unknown)}</span>
}
