/** `disparo init`. */
export const init = {
  lead: 'What Disparo needs to send. Enter takes what stands in brackets.',
  questions: {
    redisUrl: 'Address of Redis',
    account: 'Name of the account here',
    configId: 'config_id of Hi Platform',
    hiUser: 'User at Hi Platform',
    hiPassword: 'Its password (not shown)',
    user: 'Your user in Disparo',
    password: 'Its password (not shown; empty: a random one)',
  },
  problems: {
    missing: 'must not be empty',
    redisUrl: (problem: string) => `the address ${problem}`,
    account: 'must be 1 to 40 lower-case letters, digits and inner hyphens',
    user: 'must be 1 to 64 letters, digits and . _ @ + -',
    password: (least: number) => `needs at least ${least} characters`,
    baseUrl: 'must be an http(s) address without user and password',
    lineBreak: 'must not have a line break',
    unwritable: 'has a form that no file can hold exactly: choose another',
  },
  missing: (flags: string) => `Nobody is here to ask, so it has to be said by flags. Missing: ${flags}`,
  wrong: (flag: string, problem: string) => `${flag} ${problem}.`,
  unreadable: (flag: string, code: string) => `The file of ${flag} cannot be read (${code}).`,
  twoFromStdin: 'Only one of the files can be the standard input.',
  existing: (paths: string) =>
    `These are there already, and nothing was written: ${paths}. --force writes all of them anew, --folder writes elsewhere; a user is added with disparo user NAME --add FILE.`,
  unwritable: (path: string, code: string) => `${path} cannot be written (${code}).`,
  givenUp: 'Nothing was written.',
  written: 'Written:',
  files: {
    env: 'Redis, and the user and password at Hi Platform; readable by you alone',
    accounts: 'the account, without secrets',
    users: 'who may use Disparo; of passwords the hashes',
    secret: (name: string) =>
      `${name}, which a .env cannot hold for all its readers; mount it where Compose is used`,
  },
  doctor: 'What the doctor says:',
  next: {
    title: 'Next:',
    folder: (folder: string) => `In ${folder}:`,
    compose: 'With Docker, whose containers have to read the file of users:',
    node: 'Without Docker, in two terminals:',
    elsewhere:
      'Take these files into a clone of Disparo (git clone, npm run setup), where the producer and workers start with:',
    message: 'Then, as your user, in another terminal:',
  },
}
