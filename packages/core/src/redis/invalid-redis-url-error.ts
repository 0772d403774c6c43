/** The address of Redis cannot be understood. `problem` says which part of it is wrong, and has nothing of the address. */
export class InvalidRedisUrlError extends Error {
  readonly code = 'INVALID_REDIS_URL'
  readonly problem: string

  constructor(problem: string) {
    super(`The address of Redis ${problem}`)
    this.name = 'InvalidRedisUrlError'
    this.problem = problem
  }
}
