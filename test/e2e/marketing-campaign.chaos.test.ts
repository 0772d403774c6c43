import { it } from 'vitest'
import { longMs, runCampaign } from './marketing-campaign.test.support.js'

it(
  'a campaign of 10,000 rows is checked, tried out, halted, corrected and finished, and nobody gets it twice',
  () => runCampaign(10_000),
  longMs,
)
