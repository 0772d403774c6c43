import type { Batch } from '@disparo/api'
import { figuresOf, share } from '../../api/batch-figures.js'
import { Panel } from '../../parts/page.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './campaign-screen.module.css'

const steps = ['accepted', 'sent', 'received', 'read'] as const

/** How many came how far: each step counts those that went further. */
export function Funnel({ batch }: { readonly batch: Batch }) {
  const { format } = useSpeech()
  const { campaign } = useMoreWords()
  const figures = figuresOf(batch)
  return (
    <Panel title={campaign.funnel}>
      <ol className={styles.funnel}>
        {steps.map((step, index) => {
          const part = share(figures[step], figures.accepted)
          const color = `var(--step-${index + 1})`
          return (
            <li key={step} className={styles.step}>
              <span>{campaign.steps[step]}</span>
              <div className={styles.track} aria-hidden="true">
                <div className={styles.fill} style={{ width: `${100 * part}%`, background: color }} />
              </div>
              <strong>{format.number(figures[step])}</strong>
              <span className={styles.share}>{index === 0 ? '' : campaign.stepOf(format.percent(part))}</span>
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}
