/** What Hi Platform does not accept of an account, and what to check: its answers that no message fails for. */
const refusals: Readonly<Record<string, string>> = {
  'http-401':
    'Hi Platform refuses the user or the password. Check the username of the account, and the password that the workers have',
  'http-403': 'Hi Platform does not let this user send. Ask Hi Platform for the right to',
  'http-404': 'Hi Platform does not know the account. Check its baseUrl and configId',
}

/** Why a gate is closed, what to do about it, and until when: upstream said so, or else an attempt tries then. */
export function describeClosedGate(reason: string, until?: string): string {
  const isLimit = reason === 'limit-exhausted' || /^throttled\b/.test(reason)
  if (isLimit && until)
    return `Hi Platform takes no more until ${until} (${reason}); then it goes on by itself.`
  const next = until === undefined ? 'the next attempt tries now' : `the next attempt tries at ${until}`
  const refusal = refusals[reason]
  if (refusal === undefined)
    return `The gate is closed (${reason}); ${next}. See docs/operations.md#disparogateclosed.`
  return `The gate is closed (${reason}): ${refusal}. No message fails for it, and ${next}. See docs/operations.md#disparoaccountrefused.`
}
