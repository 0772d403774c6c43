/** Digits as far as they can be a phone number: `5511987554321@s.whatsapp.net` and `whatsapp:+55 11 98755-4321` are, too. */
export function readPhone(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  const digits = text.replace(/@.*$/s, '').replace(/\D/g, '')
  return /^[1-9]\d{7,14}$/.test(digits) ? digits : undefined
}
