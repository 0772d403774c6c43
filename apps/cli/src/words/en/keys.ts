/** `disparo key`. */
export const keys = {
  made: (id: string, name: string) => `The key ${id} of ${name}, shown only here.`,
  none: 'There are no keys.',
  allAccounts: 'all accounts',
  used: (at: string) => `used ${at}`,
  neverUsed: 'never used',
  until: (at: string) => `until ${at}`,
  by: (user: string) => `by ${user}`,
  revoked: 'It is revoked: no producer takes it any more.',
  notYours: 'There is no such key, or it is not yours to revoke.',
}

/** `disparo audit`. */
export const audit = {
  nobody: 'Nobody has done anything so far.',
  older: (next: string) => `Older ones: --before ${next}`,
  batch: (id: string) => `batch ${id}`,
  message: (id: string) => `message ${id}`,
}
