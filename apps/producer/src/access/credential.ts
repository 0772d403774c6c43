import { z } from 'zod'

/** A caller of this service. The secret is a bearer token, or the password of Basic with this name. */
export const Credential = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'names are 1 to 64 letters, digits, dots, hyphens and underscores'),
  secret: z.string().min(16, 'every secret needs at least 16 characters').max(256),
})
export type Credential = z.infer<typeof Credential>

/** `name:secret[,name:secret]`; a secret may contain colons but no comma. The order of the problems tells no secret. */
export const Credentials = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .transform((entries) => entries.map(splitAtColon))
  .pipe(z.array(Credential).min(1))
  .refine(
    (credentials) => new Set(credentials.map((credential) => credential.name)).size === credentials.length,
    'every name may be there once',
  )

function splitAtColon(entry: string): Credential {
  const colon = entry.indexOf(':')
  if (colon < 0) return { name: '', secret: '' }
  return { name: entry.slice(0, colon), secret: entry.slice(colon + 1) }
}
