import { InvalidMessageError, RedisUnavailableError } from '@disparo/core'
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common'
import type { Response } from 'express'

@Catch(InvalidMessageError, RedisUnavailableError)
export class DisparoErrors implements ExceptionFilter {
  catch(error: InvalidMessageError | RedisUnavailableError, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>()
    if (error instanceof InvalidMessageError) response.status(422).json({ problems: error.problems })
    else response.status(503).json({ error: error.message })
  }
}
