import type { Draft } from './draft.js'

/** What a step gets. */
export interface StepProps {
  readonly draft: Draft
  readonly change: (next: Partial<Draft>) => void
  readonly into: string | undefined
  readonly onNext: () => void
  readonly onBack: () => void
  /** Back to the file; what was chosen stays. */
  readonly onOtherFile: () => void
}
