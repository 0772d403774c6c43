import type { Disparo } from '@disparo/core'
import { Inject, Injectable } from '@nestjs/common'
import { DISPARO } from './disparo.module'

export interface Order {
  readonly number: string
  readonly phone: string
  readonly amount: string
}

@Injectable()
export class OrderMessages {
  constructor(@Inject(DISPARO) private readonly disparo: Disparo) {}

  /** Tells the customer that an order is paid: once, however often it is called. @returns the message's id */
  async paid({ number, phone, amount }: Order): Promise<string> {
    const template = { namespace: 'default', elementName: 'compra' }
    const { id } = await this.disparo.send(
      { to: phone, template, body: [amount] },
      { key: `order-${number}` },
    )
    return id
  }
}
