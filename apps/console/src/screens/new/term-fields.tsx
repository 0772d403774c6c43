import type { BatchCheck } from '@disparo/api'
import { Field } from '../../parts/field.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { CountField } from './count-field.js'
import type { Terms } from './draft.js'
import styles from './new-screen.module.css'
import { QuietHours } from './quiet-hours.js'
import { ownZone } from './times.js'

interface TermFieldsProps {
  readonly terms: Terms
  readonly quietHours: BatchCheck['quietHours']
  readonly quiet: BatchCheck['quiet']
  readonly timeError: string | undefined
  readonly onChange: (next: Partial<Terms>) => void
}

/** Name, time, hours, canary and pace, each with what it does. */
export function TermFields({ terms, quietHours, quiet, timeError, onChange }: TermFieldsProps) {
  const { language } = useSpeech()
  const { wizard } = useMoreWords()
  const { when: words } = wizard
  const { name, time, canary, maxPerMinute } = terms
  const at = time ? new Date(time).getTime() : Number.NaN
  const zone = ownZone(language, Number.isNaN(at) ? Date.now() : at)
  return (
    <div className={styles.step}>
      <Field
        label={words.name}
        value={name}
        maxLength={100}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <fieldset className={styles.choice}>
        <legend>{wizard.steps.when}</legend>
        <label>
          <input
            type="radio"
            name="when"
            checked={time === undefined}
            onChange={() => onChange({ time: undefined })}
          />
          {words.now}
        </label>
        <label>
          <input
            type="radio"
            name="when"
            checked={time !== undefined}
            onChange={() => onChange({ time: '' })}
          />
          {words.later}
        </label>
        {time === undefined ? null : (
          <Field
            label={words.time}
            type="datetime-local"
            value={time}
            hint={words.zone(zone)}
            error={timeError}
            onChange={({ target }) => onChange({ time: target.value })}
          />
        )}
      </fieldset>
      {quietHours ? <QuietHours hours={quietHours} quiet={quiet} /> : null}
      <CountField
        label={words.canary}
        hint={words.canaryHint}
        countLabel={words.canaryCount}
        most={1_000}
        usual={20}
        value={canary}
        onChange={(count) => onChange({ canary: count })}
      />
      <CountField
        label={words.pace}
        hint={words.paceHint}
        countLabel={words.paceCount}
        most={1_000_000}
        usual={60}
        value={maxPerMinute}
        onChange={(count) => onChange({ maxPerMinute: count })}
      />
    </div>
  )
}
