import { useEffect, useRef, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { Blank } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { Page } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import { CheckStep } from './check-step.js'
import { ColumnsStep } from './columns-step.js'
import type { Draft } from './draft.js'
import { FileStep } from './file-step.js'
import styles from './new-screen.module.css'
import { type Step, StepList } from './step-list.js'
import { TestStep } from './test-step.js'
import { WhenStep } from './when-step.js'

/** The campaign that is corrected. */
const intoOf = (search: string) => /^[0-9a-f-]{36}$/.exec(new URLSearchParams(search).get('into') ?? '')?.[0]

const all = ['file', 'columns', 'check', 'test', 'when'] as const
/** Corrections go as the campaign goes: nothing is asked of when. */
const ofCorrection = ['file', 'columns', 'check', 'when'] as const

/** A campaign from its file to the moment it is sent, or corrections of one. */
export default function NewScreen() {
  const words = useWords()
  const { wizard, campaign } = useMoreWords()
  const { account, may } = useSigned()
  const into = intoOf(useSearch())
  const [, go] = useLocation()
  const [step, setStep] = useState<Step>('file')
  const [draft, setDraft] = useState<Draft>()
  const [isSent, setIsSent] = useState(false)
  const place = useFocusedStep(step)
  const steps: readonly Step[] = into === undefined ? all : ofCorrection
  const startAnew = () => {
    setDraft(undefined)
    setStep('file')
    setIsSent(false)
  }
  const title = into === undefined ? wizard.title : wizard.correctTitle
  const back =
    into === undefined ? (
      <Link href={`/${account}/campaigns`}>← {words.campaigns.title}</Link>
    ) : (
      <Link href={`/${account}/campaigns/${into}`}>← {campaign.title}</Link>
    )
  if (!may('send'))
    return (
      <Page title={title} windowTitle={title} back={back}>
        <Blank title={words.troubles.forbidden.title} advice={words.troubles.forbidden.advice} />
      </Page>
    )
  // Who may not see the campaign is told here that it is on its way.
  if (isSent)
    return (
      <Page key="sent" title={wizard.sent.title} windowTitle={wizard.sent.title}>
        <Blank
          live
          title={wizard.sent.title}
          advice={wizard.sent.advice}
          action={<Button onClick={startAnew}>{words.campaigns.one}</Button>}
        />
      </Page>
    )
  const move = (by: 1 | -1) => setStep((now) => steps[steps.indexOf(now) + by] ?? now)
  const change = (next: Partial<Draft>) => setDraft((now) => now && { ...now, ...next })
  const common = {
    change,
    into,
    onNext: () => move(1),
    onBack: () => move(-1),
    onOtherFile: () => setStep('file'),
  }
  return (
    <Page
      title={title}
      windowTitle={title}
      back={back}
      lead={into === undefined ? undefined : wizard.correctLead}
    >
      <StepList steps={steps} now={step} onGo={setStep} />
      <div className={styles.step} key={step} ref={place}>
        {step === 'file' || !draft ? (
          <FileStep draft={draft} onRead={setDraft} onNext={common.onNext} />
        ) : null}
        {step === 'columns' && draft ? <ColumnsStep draft={draft} {...common} /> : null}
        {step === 'check' && draft ? <CheckStep draft={draft} {...common} /> : null}
        {step === 'test' && draft ? <TestStep draft={draft} {...common} /> : null}
        {step === 'when' && draft ? (
          <WhenStep
            draft={draft}
            {...common}
            onSent={(id) => (may('read') ? go(`/${account}/campaigns/${id}`) : setIsSent(true))}
          />
        ) : null}
      </div>
    </Page>
  )
}

/** Coming from another step, the focus goes to the heading of this one, so that it is read out. */
function useFocusedStep(step: Step) {
  const place = useRef<HTMLDivElement>(null)
  const last = useRef(step)
  useEffect(() => {
    if (last.current === step) return
    last.current = step
    const heading = place.current?.querySelector('h2')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus()
  }, [step])
  return place
}
