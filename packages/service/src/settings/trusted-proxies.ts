import { isIP } from 'node:net'
import { z } from 'zod'

/** `10.0.0.7, 10.1.0.0/16, fd00::/8`, or `none`: the proxies in front of this service. Nobody else is believed about addresses. */
export const TrustedProxies = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '' && text.trim() !== 'none'),
  )
  .refine(
    (entries) => entries.every(isNetwork),
    'must be addresses or networks (10.1.0.0/16), separated by commas, or "none"',
  )

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  )
}
