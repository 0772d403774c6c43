import type { BatchCheck } from '@disparo/api'
import { Notice } from '../../parts/notice.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { describeWindow, plainZone } from './times.js'

interface QuietHoursProps {
  readonly hours: NonNullable<BatchCheck['quietHours']>
  readonly quiet: BatchCheck['quiet']
}

const closedShown = 5

/** When the account's messages may go, and what that means for this campaign. */
export function QuietHours({ hours: { windows, covers, zone, closedDates }, quiet }: QuietHoursProps) {
  const { language, format } = useSpeech()
  const { when: words } = useMoreWords().wizard
  const today = new Date().toISOString().slice(0, 10)
  const closed = closedDates.filter((day) => day >= today).slice(0, closedShown)
  return (
    <Notice tone={quiet ? 'warn' : 'info'} title={words.quiet}>
      {windows.map((window) => (
        <p key={`${window.days} ${window.from}`}>{describeWindow(window, language)}</p>
      ))}
      <p>{zone === 'recipient' ? words.quietZoneOfEach : words.quietZone(plainZone(zone))}</p>
      {closed.length > 0 ? (
        <p>{words.quietClosed(closed.map((day) => format.day(`${day}T12:00`)).join(', '))}</p>
      ) : null}
      <p>{words.quietOf[covers]}</p>
      <p>
        {quiet
          ? words.quietWaits(format.number(quiet.messages), format.moment(quiet.until, Date.now()))
          : words.quietOpen}
      </p>
    </Notice>
  )
}
