import { useMoreWords } from '../../words/use-words.js'
import styles from './step-list.module.css'

export type Step = 'file' | 'columns' | 'check' | 'test' | 'when'

interface StepListProps {
  readonly steps: readonly Step[]
  readonly now: Step
  readonly onGo: (step: Step) => void
}

/** Where one is; what lies behind can be gone back to. */
export function StepList({ steps, now, onGo }: StepListProps) {
  const { wizard } = useMoreWords()
  const at = steps.indexOf(now)
  return (
    <nav aria-label={wizard.stepOf(String(at + 1), String(steps.length))}>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step} aria-current={step === now ? 'step' : undefined} data-done={index < at || undefined}>
            {index < at ? (
              <button type="button" onClick={() => onGo(step)}>
                <b>✓</b> {wizard.steps[step]}
              </button>
            ) : (
              <span>
                <b>{index + 1}</b> {wizard.steps[step]}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
