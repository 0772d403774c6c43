/** Puts a file into the person's own folder, as a browser does with what it downloads. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** What is answered as a CSV. What breaks off is not kept. */
export async function saveAnswer(address: string, name: string): Promise<void> {
  const answer = await fetch(address, { headers: { accept: 'text/csv' } })
  if (!answer.ok) throw new Error(`Answered ${answer.status}`)
  save(await answer.blob(), name)
}
