import { z } from 'zod'

const Button = z.looseObject({ type: z.string(), text: z.string().optional(), url: z.string().optional() })

const Component = z.looseObject({
  type: z.enum(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(Button).optional(),
})

/** A template in Meta's shape, which Hi Broker's list is expected to have. */
export const ApprovedTemplate = z.looseObject({
  name: z.string().min(1),
  language: z.string().default('pt_BR'),
  category: z.string().default('UTILITY'),
  status: z.string().default('APPROVED'),
  components: z.array(Component),
})
export type ApprovedTemplate = z.infer<typeof ApprovedTemplate>

/** What Hi Broker lists, and whether messages that do not fit are refused. */
export const Templates = z.object({
  templates: z.array(ApprovedTemplate).default([]),
  enforce: z.boolean().default(false),
})
export type Templates = z.infer<typeof Templates>
