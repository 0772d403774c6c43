/** `disparo user`. */
export const user = {
  password: (name: string, password: string) => `Password of ${name}, shown only here: ${password}`,
  short: (least: number) => `The password needs at least ${least} characters; give it on the standard input.`,
  added: (name: string, path: string) => `${name} is in ${path} now.`,
  taken: (name: string, path: string) =>
    `${path} has a user ${name} already, and nothing was changed: take that entry out, or choose another name.`,
  noArray: (path: string) => `${path} must be an array of users, and nothing was changed.`,
  unwritable: (path: string, code: string) => `${path} cannot be written (${code}).`,
}
