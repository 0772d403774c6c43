/**
 * What is the same however a phone number is written: its last eight digits. Country and area codes and Brazil's ninth
 * digit all stand before them. Two people can share them: they say whose something may be, not whose it is.
 */
export function phoneSuffix(written: string): string {
  return written.replace(/\D/g, '').slice(-8)
}
