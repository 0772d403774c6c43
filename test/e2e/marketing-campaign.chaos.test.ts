import { it } from 'vitest'
import { longMs, runCampaign } from './marketing-campaign.test.support.js'

it(
  'a campaign of 40,000 rows is checked, tried out, halted, corrected and finished, and nobody gets it twice',
  () => runCampaign(40_000),
  longMs,
)
