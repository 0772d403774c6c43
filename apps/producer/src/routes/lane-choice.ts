import { Lane } from '@disparo/core/internal/message'
import { z } from 'zod'

/** A lane as a request names it. */
export const LaneChoice = z.enum(Lane.options, 'must be urgent or bulk')
