import { it } from 'vitest'
import { longMs, runCampaign } from './marketing-campaign.test.support.js'

it(
  'a campaign is checked, tried out, halted, corrected and finished, and nobody gets it twice',
  () => runCampaign(2_000),
  longMs,
)
