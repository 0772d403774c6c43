import type { Disparo } from '@disparo/core'
import { Inject, Injectable } from '@nestjs/common'
import { DISPARO } from './disparo.module'

/** Of no use after that. */
const goodForMs = 5 * 60_000

export interface Login {
  /** One a click must not make two of. */
  readonly id: string
  readonly phone: string
  readonly code: string
}

@Injectable()
export class LoginCodes {
  constructor(@Inject(DISPARO) private readonly disparo: Disparo) {}

  /** Sends the code of a login: once, before all campaigns, and never when it is too late. @returns the message's id */
  async send({ id: login, phone, code }: Login): Promise<string> {
    const template = { namespace: 'default', elementName: 'codigo' }
    const expiresAt = new Date(Date.now() + goodForMs)
    const { id } = await this.disparo.send(
      { to: phone, template, otp: code },
      { key: `login-${login}`, expiresAt },
    )
    return id
  }
}
